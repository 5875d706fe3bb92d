import { describe, expect, it } from 'vitest';
import {
  chatWords,
  hostWords,
  noHostWords,
  pagesWords,
  peopleWords,
} from '../../../adapters/terminal/index.ts';
import type { Host } from '../../../src/host/port.ts';

describe('what a service says to whoever keeps it', () => {
  it.each([
    [
      { kind: 'in', where: ['lab', 'class'], as: 'labvm' },
      'Discord: in lab, class, as labvm.',
      'Discord: en lab, class, como labvm.',
    ],
    [
      { kind: 'in', where: ['lab'], as: 'labvm', missing: ['1234'] },
      'Discord: in lab, as labvm. Nobody has invited labvm to 1234 yet.',
      'Discord: en lab, como labvm. Nadie ha invitado todavía a labvm a 1234.',
    ],
    [
      { kind: 'in', where: [], as: 'labvm' },
      'Discord: connected as labvm, but in no server.',
      'Discord: conectado como labvm, pero en ningún servidor.',
    ],
    [
      { kind: 'lost', cause: 'ECONNRESET' },
      'Discord cannot be reached (ECONNRESET); labvm goes on trying.',
      'No se llega a Discord (ECONNRESET); labvm sigue intentándolo.',
    ],
    [{ kind: 'back' }, 'Discord can be reached again.', 'Se vuelve a llegar a Discord.'],
    [
      { kind: 'out', code: 'token' },
      'Discord no longer lets labvm in (token): labvm is not there any more.',
      'Discord ya no deja entrar a labvm (token): labvm ya no está allí.',
    ],
  ] as const)('of a chat: %j', (news, en, es) => {
    expect(chatWords('Discord', news)).toEqual({ en, es });
  });

  it.each([
    [null, 'nowhere', 'Pages: switched off.'],
    [null, 'here', 'Pages: at http://127.0.0.1:8080/.'],
    [
      'https://lab.example/',
      'here',
      'Pages: at http://127.0.0.1:8080/, which browsers reach at https://lab.example/.',
    ],
    [null, 'elsewhere', 'Pages: at http://127.0.0.1:8080/, by another labvm.'],
    [
      null,
      'nowhere',
      'Pages: none, as http://127.0.0.1:8080/ is in use. LABVM_WEB_ADDRESS names another address.',
    ],
  ] as const)('of the pages (%j, %s)', (publicUrl, served, en) => {
    const isOff = en.includes('switched off');
    const pages = isOff ? null : { host: '127.0.0.1', port: 8080, publicUrl };
    expect(pagesWords(pages, served).en).toBe(en);
  });

  it('of the host', () => {
    const host: Host = {
      ...{ name: 'kvm1', engine: 'QEMU 7.2.19, libvirt 9.0.0', acceleration: 'none' as const, cpus: 2 },
      ...{ memoryMiB: 1, freeMemoryMiB: 1, diskGiB: 1, freeDiskGiB: 1, reach: 'ok' as const },
    };
    expect(hostWords(host).en).toBe(
      'Host: kvm1, QEMU 7.2.19, libvirt 9.0.0, without KVM: guests are emulated.',
    );
    expect(noHostWords({ en: 'It hangs.', es: 'Se ha colgado.' }).es).toBe(
      'Anfitrión: aún no se conoce. Se ha colgado.',
    );
  });

  it('of people: how many, in which chats, and no ids', () => {
    const admins = ['slack:T1:U1', 'slack:T1:U2', 'discord:3'];
    const { en, es } = peopleWords({ admins, teachers: [], defaultRole: 'student' });
    expect(en).toBe(
      'Administrators: 3 (slack 2, discord 1), beside whoever is at this host. Teachers: none. Everybody else: student.',
    );
    expect(es).toMatch(/^Administradores: 3 .* Profesores: ninguno\. Los demás: student\.$/);
    expect(en + es).not.toContain('U1');
  });
});
