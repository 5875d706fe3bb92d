import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diskUse } from '../../../../adapters/libvirt/disk/disk-use.ts';
import type { Machine } from '../../../../adapters/libvirt/machine/machines.ts';

const MIB = 1024 ** 2;
const UUID = '11111111-2222-4333-8444-555555555555';

const own = (uuid: string, files: readonly string[], disks: readonly (string | null)[]) =>
  ({
    domain: { name: uuid, uuid },
    definition: { metadata: { owner: 'ana' }, files, disks: disks.map((file) => ({ file })) },
  }) as unknown as Machine;

test('what a machine holds is counted of the disk that it has now, not of the one that labvm once made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-use-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [made, now] = [join(folder, `vm-${UUID}.qcow2`), join(folder, 'after-snapshot.qcow2')];
  await writeFile(made, Buffer.alloc(8 * MIB, 1));
  await writeFile(now, Buffer.alloc(2 * MIB, 1));
  const machines = [
    own(UUID, [now, made], [now]),
    own('no-file', [made], [null]),
    own('gone', [], [join(folder, 'none')]),
    own('live', [made], []),
  ];
  const used = await diskUse({ all: async () => machines });
  expect([...used.keys()]).toEqual([UUID]);
  const mebibytes = Math.round((([...used.values()][0] ?? 0) * 1024 ** 3) / MIB);
  expect(mebibytes).toBe(2);
});
