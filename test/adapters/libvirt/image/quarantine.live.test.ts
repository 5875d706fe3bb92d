import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFetcher } from '../../../../adapters/download/index.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';
import type { Hypervisor } from '../../../../src/vm/hypervisor.ts';
import { liveLab } from '../../../contract/live-lab.ts';
import { type Mirror, startMirror } from '../../../servers/mirror/index.ts';
import { imageAt, patient } from '../../download/support/image-host.ts';
import { standingOn } from './support/hostile.ts';
import { layTrap, type Trap } from './support/trap.ts';

const POOL = '/var/lib/libvirt/images/labvm';
const lab = liveLab();
const refresh = () => lab.virsh('pool-refresh', 'labvm');

let folder: string;
let secret: Trap;
let hypervisor: Hypervisor;
let mirror: Mirror;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-quarantine-'));
  await chmod(folder, 0o755);
  secret = await layTrap(join(folder, 'secret'));
  hypervisor = lab.open();
  mirror = await startMirror();
});
afterEach(async () => {
  await secret.disarm();
  await mirror.close();
  await hypervisor.close();
  await rm(folder, { recursive: true });
});

const fetcher = () =>
  createFetcher({
    hypervisor,
    dataDir: folder,
    mirror: null,
    allowedHosts: ['127.0.0.1'],
    limits: { mostBytes: 1024 ** 3, reserveBytes: 0 },
    programs: createPrograms(),
    atOnce: 1,
  });

describe('a disk that stands on a file on the host', () => {
  test.each(['vm-hostile.qcow2', '.image-hostile.partial'])(
    'has libvirt open that file where it lies in the pool as %s',
    async (name) => {
      await writeFile(join(POOL, name), standingOn(secret.path));
      await refresh();
      await secret.opened;
      await rm(join(POOL, name));
      await refresh();
    },
  );

  test('has nobody open it while it is half fetched, nor when it is refused', async () => {
    const gate = Promise.withResolvers<void>();
    // Less than labvm looks at first.
    const manners = { gate: gate.promise, pieceBytes: 16_384 };
    const url = mirror.put('disk.qcow2', standingOn(secret.path), manners);
    const options = patient();
    const coming = fetcher().download(imageAt(url, {}, 'cloud'), options);
    const over = coming.catch((error: unknown) => error);
    await expect.poll(() => options.said.at(-1)?.doneBytes ?? 0).toBeGreaterThan(0);
    await refresh();
    expect(await hypervisor.unfinishedImages()).toEqual([{ id: 'lesson', sizeBytes: 16_384 }]);
    expect(await lab.virsh('vol-list', 'labvm')).not.toMatch(/partial|lesson/);
    gate.resolve();
    expect(await over).toMatchObject({
      code: 'bad-image',
      text: { en: expect.stringMatching(/backing file/) },
    });
    await refresh();
    expect(secret.wasOpened()).toBe(false);
    expect(await hypervisor.unfinishedImages()).toEqual([]);
  });

  test('has nobody open it that is given as a file of this host', async () => {
    const file = join(folder, 'disk.qcow2');
    await writeFile(file, standingOn(secret.path));
    const taking = fetcher().take(imageAt('', {}, 'cloud'), file, patient());
    await expect(taking).rejects.toMatchObject({ code: 'bad-image' });
    await refresh();
    expect(secret.wasOpened()).toBe(false);
  });

  test('is not kept by anybody who forgets to look at it', async () => {
    const intake = await hypervisor.receiveImage('hostile');
    const bytes = standingOn(secret.path);
    await expect(intake.write(bytes)).rejects.toMatchObject({ code: 'bad-image' });
    const facts = { format: 'qcow2', sizeBytes: bytes.length, virtualSizeBytes: 1024 ** 3 } as const;
    const kept = intake.keep({
      ...facts,
      id: 'hostile',
      sha256: 'a'.repeat(64),
      origin: null,
      declared: null,
    });
    await expect(kept).rejects.toMatchObject({ code: 'bad-image' });
    await intake.drop();
    await refresh();
    expect(secret.wasOpened()).toBe(false);
  });
});
