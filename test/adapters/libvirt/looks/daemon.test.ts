import { expect, test } from 'vitest';
import { checkDaemon } from '../../../../adapters/libvirt/looks/daemon.ts';
import type { Transport } from '../../../../adapters/libvirt/rpc/index.ts';

const open = new AbortController().signal;

/** A way to libvirt that the system refuses with a code of errno(3). */
function refusing(code: string): Transport {
  const error = Object.assign(new Error(`connect ${code} /run/libvirt/libvirt-sock`), {
    code,
    syscall: 'connect',
  });
  return { description: 'unix', connect: () => Promise.reject(error) };
}

test.each([
  ['ENOENT', 'libvirt is not running', 'libvirt no está en marcha', 'systemctl start libvirtd'],
  ['ECONNREFUSED', 'libvirt is not running', 'libvirt no está en marcha', 'systemctl start libvirtd'],
  [
    'EACCES',
    'the user that labvm runs as is not allowed to use libvirt',
    'el usuario con el que se ejecuta labvm no tiene permiso para usar libvirt',
    'adduser',
  ],
  [
    'EPERM',
    'the user that labvm runs as is not allowed to use libvirt',
    'el usuario con el que se ejecuta labvm no tiene permiso para usar libvirt',
    'adduser',
  ],
  [
    'EAGAIN',
    'libvirt is running but does not answer',
    'libvirt está en marcha, pero no responde',
    'systemctl restart libvirtd',
  ],
  [
    'ETIMEDOUT',
    'nothing answers where libvirt listens',
    'nada responde donde escucha libvirt',
    'systemctl restart libvirtd',
  ],
  ['ECONNRESET', 'the connection to libvirt broke', 'la conexión con libvirt se cortó', ''],
  [
    'EMFILE',
    'no connection to libvirt can be opened: too many files are open',
    'no se puede abrir ninguna conexión con libvirt: hay demasiados ficheros abiertos',
    '',
  ],
  [
    'EPROTOTYPE',
    'no connection to libvirt can be opened: the system failed for a reason that labvm does not know',
    'no se puede abrir ninguna conexión con libvirt: el sistema ha fallado por un motivo que labvm no conoce',
    '',
  ],
])('a way to libvirt that ends with %s is told as that', async (code, en, es, helps) => {
  const evidence = `(system: "connect ${code} /run/libvirt/libvirt-sock")`;
  const [found] = await checkDaemon(refusing(code), open);
  expect(found).toMatchObject({
    name: 'hypervisor',
    state: 'bad',
    detail: { en: `${en} ${evidence}`, es: `${es} ${evidence}` },
    remedy: { en: expect.stringContaining(helps), es: expect.stringContaining(helps) },
  });
});

test('what is no error of the system’s is told as none', async () => {
  const transport: Transport = { description: 'x', connect: () => Promise.reject(new Error('odd')) };
  const [found] = await checkDaemon(transport, open);
  expect(found?.detail).toEqual({
    en: 'something failed between labvm and libvirt (system: "odd")',
    es: 'algo ha fallado entre labvm y libvirt (system: "odd")',
  });
});
