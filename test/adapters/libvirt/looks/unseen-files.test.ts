import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkMachineFiles } from '../../../../adapters/libvirt/looks/machine-files.ts';
import type { Machine } from '../../../../adapters/libvirt/machine/machines.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';
import { scriptedClient } from '../scripted-client.ts';

const client = scriptedClient({
  storagePoolLookupByName: () => ({ pool: { name: 'labvm' } }),
  storagePoolGetInfo: () => ({ state: 2 }),
  storagePoolGetXmlDesc: () => ({ xml: '<pool><target><path>/pool</path></target></pool>' }),
  storagePoolListAllVolumes: () => ({ volumes: [] }),
  connectGetCapabilities: () => ({ capabilities: '<capabilities/>' }),
});

const machine = (name: string, owner: string, file: string) =>
  ({
    domain: { name },
    definition: { metadata: { owner }, files: [file] },
  }) as unknown as Machine;

async function look(...machines: readonly Machine[]) {
  const ports = {
    client,
    programs: createPrograms(),
    manifests: async () => [],
    machines: async () => machines,
  };
  const [check] = await checkMachineFiles(ports, 'labvm');
  return check;
}

test('a file that cannot be looked at is told as that, and counts neither as there nor as gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-unseen-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'file'), '');
  // The system refuses to look below a file, to root too.
  const below = join(folder, 'file', 'disc.iso');
  const unseen = await look(machine('web1', 'ana', below));
  expect(unseen).toMatchObject({
    state: 'warning',
    detail: {
      en: `web1: its file ${below} could not be checked: something above it in the path is not a folder`,
      es: `web1: no se ha podido comprobar su fichero ${below}: algo de su ruta no es una carpeta`,
    },
    remedy: { en: expect.stringContaining('as root'), es: expect.stringContaining('como root') },
  });
  expect(troubleDoc).toContain(
    'web1: its file … could not be checked: labvm’s user is not allowed to do that',
  );
  expect(unseen?.seenBy?.(() => false).detail).toEqual({
    en: 'files of other people’s machines that could not be checked: 1',
    es: 'ficheros de máquinas de otras personas que no se han podido comprobar: 1',
  });
  const both = await look(machine('web1', 'ana', below), machine('web2', 'ben', join(folder, 'gone.iso')));
  expect(both?.state).toBe('bad');
  expect(both?.seenBy?.(({ owner }) => owner === 'ana').detail).toMatchObject({
    en: expect.stringMatching(/could not be checked.*; a file of somebody else’s machine is missing/),
  });
});

test('a disk that cannot be opened is told as that', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-unseen-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const disk = join(folder, 'disk.qcow2');
  await mkdir(disk);
  expect((await look(machine('web1', 'ana', disk)))?.detail).toMatchObject({
    en: `web1: its file ${disk} could not be checked: it is a folder`,
  });
});
