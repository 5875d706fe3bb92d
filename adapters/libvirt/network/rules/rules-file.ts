import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { putWhole } from '../../../file/put-whole.ts';
import { RULES_FILE } from './places.ts';
import { type GuardedNetwork, writeRules } from './rule-set.ts';
import type { RuleObject } from './vocabulary.ts';

/** Puts the rules of a network to where libvirt's hook, and everybody after it, loads them from. Root alone may. */
export async function writeRulesFile(network: GuardedNetwork): Promise<void> {
  await mkdir(dirname(RULES_FILE), { recursive: true, mode: 0o755 });
  await putWhole(RULES_FILE, writeRules(network), 0o644);
}

/** Whether the file holds the rules of this network, as this labvm writes them. */
export async function isWritten(network: GuardedNetwork): Promise<boolean> {
  return readFile(RULES_FILE, 'utf8').then(
    (text) => text === writeRules(network),
    () => false,
  );
}

/**
 * What the tables should hold, by the file: it counts, whichever version of labvm has written it.
 * @throws Error if there is no such file, or it is none that set-up wrote
 */
export async function writtenRules(): Promise<readonly RuleObject[]> {
  const { nftables } = JSON.parse(await readFile(RULES_FILE, 'utf8')) as { nftables: Command[] };
  return nftables.flatMap(({ add }) => (add === undefined || 'table' in add ? [] : [add]));
}

type Command = { readonly add?: RuleObject };
