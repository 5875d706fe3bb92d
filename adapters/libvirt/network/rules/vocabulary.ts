/* The words of nftables' JSON language that labvm's rules are made of: libnftables-json(5). */

export type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json };

/** An object of a rule set: a table, a set, a chain or a rule, under the word that says which. */
export type RuleObject = { readonly [kind: string]: { readonly [key: string]: Json } };

/** A table's address. */
export type Table = { readonly family: 'bridge' | 'inet'; readonly table: string };

export const inputCard: Json = { meta: { key: 'iifname' } };
export const outputCard: Json = { meta: { key: 'oifname' } };

/** A field that nftables knows by name. */
export const field = (protocol: string, name: string): Json => ({ payload: { protocol, field: name } });

/** Bits behind the start of the transport header, for what nftables has no name for. */
export const transportBits = (offset: number, length: number): Json => ({
  payload: { base: 'th', offset, len: length },
});

export const together = (...parts: readonly Json[]): Json => ({ concat: parts });
export const anyOf = (...values: readonly Json[]): Json => ({ set: values });
export const is = (left: Json, right: Json): Json => ({ match: { op: '==', left, right } });
export const isNot = (left: Json, right: Json): Json => ({ match: { op: '!=', left, right } });

export const accept: readonly Json[] = [{ accept: null }];
/** Counted, so that an administrator sees with `nft list` what is held off. */
export const drop: readonly Json[] = [{ counter: null }, { drop: null }];
export const jump = (target: string): readonly Json[] => [{ jump: { target } }];

export interface Hook {
  readonly hook: 'prerouting' | 'forward' | 'input';
  readonly prio: number;
}

/** A chain with its rules; without a hook it is one that others jump to. */
export function chain(
  table: Table,
  name: string,
  hook: Hook | null,
  rules: readonly (readonly Json[])[],
): readonly RuleObject[] {
  const hooked = hook === null ? {} : { type: 'filter', ...hook, policy: 'accept' };
  return [
    { chain: { ...table, name, ...hooked } },
    ...rules.map((expr) => ({ rule: { ...table, chain: name, expr } })),
  ];
}
