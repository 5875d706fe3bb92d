import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccess, denied, LOCAL_ACTOR_ID } from '../../../src/access/authorise.ts';
import type { Capability } from '../../../src/access/capability.ts';
import { type Limits, NO_USAGE } from '../../../src/access/limits.ts';
import { LIMITS, ROLES, type Role } from '../../../src/access/role.ts';
import { RIGHTS } from '../../../src/app.ts';

const GRANTS = new Map(
  RIGHTS.flatMap((table) => Object.entries(table) as [Capability, (typeof table)[string]][]),
);
const CAPABILITIES = [...GRANTS.keys()];

const access = createAccess(
  { admins: ['slack:T1:root'], teachers: ['slack:T1:eva'], defaultRole: 'guest' },
  RIGHTS,
);

describe('roles', () => {
  it.each([
    [LOCAL_ACTOR_ID, 'admin'],
    ['slack:T1:root', 'admin'],
    ['slack:T1:eva', 'teacher'],
    ['slack:T1:ana', 'guest'],
    ['', 'guest'],
    ['__proto__', 'guest'],
    ['SLACK:T1:ROOT', 'guest'],
    ['slack:T1:root ', 'guest'],
  ])('gives %j the role %s', (id, role) => expect(access.roleOf({ id })).toBe(role));

  it('lets an administrator who is a teacher too be an administrator', () => {
    const both = createAccess(
      { admins: ['a'], teachers: ['a', LOCAL_ACTOR_ID], defaultRole: 'guest' },
      RIGHTS,
    );
    expect(both.roleOf({ id: 'a' })).toBe('admin');
    expect(both.roleOf({ id: LOCAL_ACTOR_ID })).toBe('admin');
  });

  it('leaves the local person an administrator, whatever the default is', () => {
    for (const defaultRole of ROLES) {
      expect(
        createAccess({ admins: [], teachers: [], defaultRole }, RIGHTS).roleOf({ id: LOCAL_ACTOR_ID }),
      ).toBe('admin');
    }
  });

  it('gives whoever is from elsewhere no more than a guest, whatever the default is, until they are named', () => {
    for (const defaultRole of ROLES) {
      const here = createAccess(
        { admins: ['slack:T2:root'], teachers: ['slack:T2:eva'], defaultRole },
        RIGHTS,
      );
      const role = (id: string) => here.roleOf({ id, from: 'elsewhere' });
      expect(role('slack:T2:eve')).toBe('guest');
      expect(here.decide({ id: 'slack:T2:eve', from: 'elsewhere' }, 'vm:read').reach).toBeNull();
      expect(here.limitsOf({ id: 'slack:T2:eve', from: 'elsewhere' }).vms).toBe(0);
      expect(role('slack:T2:eva')).toBe('teacher');
      expect(role('slack:T2:root')).toBe('admin');
      expect(here.roleOf({ id: 'slack:T1:ana' })).toBe(defaultRole);
    }
  });

  it('knows nobody by a name that he gave himself', () => {
    const names = fc.string().filter((id) => ![LOCAL_ACTOR_ID, 'slack:T1:root', 'slack:T1:eva'].includes(id));
    fc.assert(fc.property(names, (id) => access.roleOf({ id }) === 'guest'));
  });
});

describe('decide', () => {
  it('grants a guest help and nothing else', () => {
    const granted = CAPABILITIES.filter((one) => access.decide({ id: 'slack:T1:ana' }, one).reach !== null);
    expect(granted).toEqual(['help']);
  });

  it.each([
    ['slack:T1:eva', 'vm:read', 'any', 'role:teacher grants vm:read on any'],
    ['slack:T1:eva', 'vm:delete', 'own', 'role:teacher grants vm:delete on own'],
    ['slack:T1:root', 'vm:delete', 'any', 'role:admin grants vm:delete on any'],
    ['slack:T1:ana', 'vm:read', null, 'role:guest does not grant vm:read'],
  ] as const)('lets %s with %s reach %s, by a rule that can be read', (id, capability, reach, rule) => {
    expect(access.decide({ id }, capability)).toEqual({ reach, rule });
  });
});

describe('the table of roles', () => {
  const LADDER = ROLES.slice(1).map((role, at) => [ROLES[at] ?? 'guest', role] as const);
  const KINDS = Object.keys(NO_USAGE) as (keyof Limits)[];

  /** How far a role reaches, as a number. */
  const rank = (role: Role, one: Capability) =>
    ['none', 'own', 'any'].indexOf(GRANTS.get(one)?.[role] ?? 'none');

  it.each(LADDER)('gives %s nothing that it does not give %s', (lower, higher) => {
    for (const one of CAPABILITIES) expect(rank(higher, one), one).toBeGreaterThanOrEqual(rank(lower, one));
    for (const one of KINDS) {
      expect(LIMITS[higher][one], one).toBeGreaterThanOrEqual(LIMITS[lower][one]);
    }
  });

  it('gives an administrator every capability on everything but what is personal: passwords, keys, first starts', () => {
    const personal = CAPABILITIES.filter((one) => GRANTS.get(one)?.admin === 'own');
    expect(personal).toEqual(['help', 'vm:password', 'vm:user-data', 'my:keys']);
    for (const one of CAPABILITIES.filter((name) => !personal.includes(name))) {
      expect(GRANTS.get(one)?.admin, one).toBe('any');
    }
  });

  it('lets a student reach only what is his own, and read what is common', () => {
    const far = CAPABILITIES.filter((one) => GRANTS.get(one)?.student === 'any');
    expect(far).toEqual(['image:read', 'host:read']);
  });

  it('gives limits with the role', () => {
    expect(access.limitsOf({ id: 'slack:T1:ana' }).vms).toBe(0);
    expect(access.limitsOf({ id: LOCAL_ACTOR_ID }).memoryMiB).toBe(Infinity);
  });
});

describe('denied', () => {
  it('says the role, what it does not allow, who can change that, and the id to give him', () => {
    const { code, text, hint } = denied({ id: 'slack:T1:ana' }, 'guest', '/vm create');
    expect(code).toBe('not-allowed');
    for (const words of [text.en, text.es]) expect(words).toMatch(/guest.*\/vm create/);
    for (const words of [hint?.en, hint?.es]) {
      expect(words).toMatch(/LABVM_ADMINS.*LABVM_DEFAULT_ROLE.*slack:T1:ana/);
    }
  });
});
