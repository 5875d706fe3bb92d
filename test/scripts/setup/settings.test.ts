import { expect, it } from 'vitest';
import { defaultDataDir, readSettings } from '../../../scripts/setup/settings.ts';

const person = { name: 'ana', uid: 1000, gid: 1000, home: '/home/ana' };

it("keeps data in the person's state directory, and root's in /var/lib", () => {
  expect(defaultDataDir(person, {})).toBe('/home/ana/.local/state/labvm');
  expect(defaultDataDir(person, { XDG_STATE_HOME: '/state' })).toBe('/state/labvm');
  expect(defaultDataDir({ ...person, uid: 0 }, { XDG_STATE_HOME: '/state' })).toBe('/var/lib/labvm');
});

it('takes an empty variable for one that is not set', () => {
  const settings = readSettings({ LABVM_LIBVIRT_SOCKET: '', LABVM_NETWORK_SUBNET: '', LABVM_TINY_DIR: '/t' });
  expect(settings).toMatchObject({ libvirtSocket: '/run/libvirt/libvirt-sock', tinyDir: '/t' });
  expect(settings.subnet).toBeUndefined();
});

it('works for the person whom it is told', () => {
  const settings = readSettings({ LABVM_SETUP_USER: 'nobody' });
  expect(settings.person.name).toBe('nobody');
  expect(settings.dataDir).not.toBe('/var/lib/labvm');
  expect(() => readSettings({ LABVM_SETUP_USER: 'no-such-user' })).toThrow(/no-such-user/);
});
