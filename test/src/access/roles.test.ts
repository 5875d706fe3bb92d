import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../src/access/authorise.ts';
import type { Capability } from '../../../src/access/capability.ts';
import { ROLES } from '../../../src/access/role.ts';
import { RIGHTS } from '../../../src/app.ts';

/** What may be done with whose, once more and by hand: a change of rights has to be made in both places. */
const TABLE: Readonly<
  Record<string, readonly [guest: string, student: string, teacher: string, admin: string]>
> = {
  help: ['own', 'own', 'own', 'own'],
  'vm:read': ['—', 'own', 'any', 'any'],
  'vm:create': ['—', 'own', 'own', 'any'],
  'vm:control': ['—', 'own', 'any', 'any'],
  'vm:delete': ['—', 'own', 'own', 'any'],
  'vm:log': ['—', 'own', 'any', 'any'],
  'vm:console': ['—', 'own', 'any', 'any'],
  'vm:password': ['—', 'own', 'own', 'own'],
  'vm:copy': ['—', '—', 'own', 'any'],
  'vm:user-data': ['—', '—', 'own', 'own'],
  'image:read': ['—', 'any', 'any', 'any'],
  'image:pull': ['—', '—', 'any', 'any'],
  'image:add': ['—', '—', 'any', 'any'],
  'image:remove': ['—', '—', 'any', 'any'],
  'host:read': ['—', 'any', 'any', 'any'],
  'job:read': ['—', 'own', 'any', 'any'],
  'job:cancel': ['—', 'own', 'own', 'any'],
  'job:cancel-ahead': ['—', '—', 'own', 'any'],
  'my:keys': ['—', 'own', 'own', 'own'],
};

describe.each(ROLES.map((role, column) => ({ role, column })))('the role $role', ({ role, column }) => {
  const access = createAccess({ admins: [], teachers: [], defaultRole: role }, RIGHTS);

  it.each(RIGHTS.flatMap((table) => Object.keys(table) as Capability[]))(
    'reaches with %s as far as the table says',
    (capability) => {
      const { reach, rule } = access.decide({ id: 'slack:T1:somebody' }, capability);
      expect(reach ?? '—').toBe(TABLE[capability]?.[column]);
      expect(rule).toBe(
        reach === null
          ? `role:${role} does not grant ${capability}`
          : `role:${role} grants ${capability} on ${reach}`,
      );
    },
  );

  it('is denied what nobody has thought of', () => {
    for (const unheard of ['vm:fly', '', '__proto__', 'constructor', 'toString']) {
      expect(access.decide({ id: 'slack:T1:somebody' }, unheard as Capability).reach, unheard).toBeNull();
    }
  });
});

it('takes no account of a chat for another’s administrator', () => {
  const access = createAccess(
    { admins: ['slack:T1:U1'], teachers: ['slack:T1:U2'], defaultRole: 'guest' },
    RIGHTS,
  );
  const ids = [
    'slack:T1:U1',
    'slack:T1:U2',
    'slack:T2:U1',
    'discord:U1',
    'slack:t1:u1',
    'U1',
    '',
    'terminal:other',
  ];
  expect(ids.map((id) => access.roleOf({ id }))).toEqual([
    'admin',
    'teacher',
    ...['guest', 'guest', 'guest', 'guest', 'guest', 'guest'],
  ]);
});
