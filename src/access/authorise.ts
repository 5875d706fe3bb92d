import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import { type Accounts, NO_LINKS } from './accounts.ts';
import type { Actor } from './actor.ts';
import type { Capability, Reach, Rights } from './capability.ts';
import type { Limits } from './limits.ts';
import { NO_RATES, RATES, type RoleRates } from './rates.ts';
import { LIMITS, ROLES, type Role } from './role.ts';

/** The person at the keyboard of the host, who could do everything without labvm as well. */
export const LOCAL_ACTOR_ID = 'terminal:local';

/** Whether somebody may use a capability at all, how far it reaches, and by which rule. */
export interface Decision {
  /** null: denied. */
  readonly reach: Reach | null;
  /** For the audit, such as `role:student grants vm:create on own`. */
  readonly rule: string;
}

/** What decides of a person: who they are, and whether they belong here at all. */
type Asking = Pick<Actor, 'id' | 'from'>;

/** The one place that decides. It knows ids and nothing that people choose for themselves. */
export interface Access {
  roleOf(actor: Asking): Role;
  /** The person behind an account: who owns what it makes, and for whom everything counts. */
  personOf(accountId: string): string;
  /** Every account of the person behind this one. */
  accountsOf(accountId: string): readonly string[];
  decide(actor: Asking, capability: Capability): Decision;
  /** Whether a capability of theirs reaches what is this person's: the one answer for names, listings and sessions. */
  reaches(actor: Asking, capability: Capability, owner: string): boolean;
  /** What they may hold. */
  limitsOf(actor: Asking): Limits;
  /** How often they may do things, and how many at once. */
  ratesOf(actor: Asking): RoleRates;
}

export interface AccessSettings {
  readonly admins: readonly string[];
  readonly teachers: readonly string[];
  readonly defaultRole: Role;
}

/**
 * What decides in this installation, by the rights that its domains bring. An id that is nobody's here has the default role, unless its owner is from
 * elsewhere: then they are a guest, until an administrator names them.
 */
export function createAccess(
  { admins, teachers, defaultRole }: AccessSettings,
  rights: readonly Rights[],
  accounts: Accounts = NO_LINKS,
): Access {
  // Only what the tables themselves say: what every object inherits is no right.
  const grants = new Map(rights.flatMap((table) => Object.entries(table)));
  const named = new Map<string, Role>();
  for (const id of teachers) named.set(id, 'teacher');
  for (const id of [...admins, LOCAL_ACTOR_ID]) named.set(id, 'admin');
  const { personOf } = accounts;
  const accountsOf = (id: string) => accounts.of(personOf(id));
  const roleOf = ({ id, from }: Asking): Role => {
    // Whoever is named by one account is so by all of theirs; the one that may most counts.
    const roles = accountsOf(id).map((one) => named.get(one));
    const own = ROLES.findLast((role) => roles.includes(role));
    return own ?? (from === 'elsewhere' ? 'guest' : defaultRole);
  };
  const access: Access = {
    roleOf,
    personOf,
    accountsOf,
    decide(actor, capability) {
      const role = roleOf(actor);
      const reach = grants.get(capability)?.[role] ?? null;
      const rule =
        reach === null
          ? `role:${role} does not grant ${capability}`
          : `role:${role} grants ${capability} on ${reach}`;
      return { reach, rule };
    },
    reaches(actor, capability, owner) {
      const { reach } = access.decide(actor, capability);
      return reach === 'any' || (reach === 'own' && personOf(owner) === personOf(actor.id));
    },
    limitsOf: (actor) => LIMITS[roleOf(actor)],
    ratesOf: (actor) => (actor.id === LOCAL_ACTOR_ID ? NO_RATES : RATES[roleOf(actor)]),
  };
  return access;
}

/** The sentence for somebody whose role does not reach: who can change that, and the id they will ask for. */
export function denied(actor: Pick<Actor, 'id'>, role: Role, line: string): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `Your role here is ${role}, which does not allow ${line}.`,
      es: `Su rol aquí es ${role}, que no permite ${line}.`,
    },
    whoCanChange(actor),
  );
}

/** Who can give somebody more rights, and the id that they will be asked for. */
export function whoCanChange({ id }: Pick<Actor, 'id'>): Text {
  return {
    en: `An administrator of this labvm can change that (LABVM_ADMINS, LABVM_TEACHERS, LABVM_DEFAULT_ROLE). Your ID is ${id}`,
    es: `Un administrador de este labvm puede cambiarlo (LABVM_ADMINS, LABVM_TEACHERS, LABVM_DEFAULT_ROLE). Su identificador es ${id}`,
  };
}
