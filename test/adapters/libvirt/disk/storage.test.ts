import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStorage, type MachineParts } from '../../../../adapters/libvirt/disk/storage.ts';
import { libvirtErrorCode as code } from '../../../../adapters/libvirt/rpc/index.ts';
import type { ConsoleWay } from '../../../../adapters/libvirt/screen/console-folder.ts';
import { createSession } from '../../../../adapters/libvirt/session.ts';
import { type Answers, refusal, scriptedClient } from '../scripted-client.ts';

const PARTS: MachineParts = {
  disk: { bytes: 5n, base: { path: '/pool/image', format: 'qcow2' } },
  firstBoot: null,
};

const pool = { name: 'labvm', uuid: '00000000-0000-0000-0000-000000000001' };
const volume = (name: string) => ({ pool: 'labvm', name, key: `/pool/${name}` });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-pool-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function storageWith(answers: Answers, consoles: ConsoleWay = 'pool') {
  const client = scriptedClient({
    storagePoolLookupByName: () => ({ pool }),
    storagePoolRefresh: () => ({}),
    storagePoolGetXmlDesc: () => ({ xml: `<pool><target><path>${folder}</path></target></pool>` }),
    ...answers,
  });
  return { client, storage: createStorage(createSession(client), 'labvm', consoles) };
}

/** What virtlogd has put aside of the console of a machine whose log is a volume. */
const putAside = (uuid: string) => writeFile(join(folder, `vm-${uuid}.log.0`), 'much text');

test('a pool that somebody else is busy with is asked again until it is free', async () => {
  let refusals = 3;
  await putAside('u1');
  const { storage, client } = storageWith({
    storagePoolRefresh: () => {
      if (refusals-- > 0) {
        throw refusal(code.internalError, "internal error: pool 'labvm' has asynchronous jobs running.");
      }
      return {};
    },
    storagePoolListAllVolumes: () => ({ volumes: [], count: 0 }),
  });
  await storage.removeOf('u1');
  expect(client.asked.filter((name) => name === 'storagePoolRefresh')).toHaveLength(4);
});

test('only the volumes of the machine are deleted, whatever the others are called', async () => {
  const deleted: string[] = [];
  const names = [
    'vm-u1.qcow2',
    'vm-u1.log',
    'vm-u1.log.0',
    'vm-u10.qcow2',
    'image-vm-u1.qcow2',
    'xvm-u1.log',
  ];
  const { storage } = storageWith({
    storagePoolListAllVolumes: () => ({ volumes: names.map(volume), count: names.length }),
    storageVolumeDelete: ({ volume: { name } }: { volume: { name: string } }) => {
      deleted.push(name);
      return {};
    },
  });
  await storage.removeOf('u1');
  expect(deleted).toEqual(['vm-u1.qcow2', 'vm-u1.log', 'vm-u1.log.0']);
});

test('what an earlier attempt left half written is made anew', async () => {
  const there = new Set(['vm-u1.qcow2']);
  const done: string[] = [];
  const { storage } = storageWith({
    storageVolumeCreateXml: ({ xml }: { xml: string }) => {
      const name = /<name>([^<]*)</.exec(xml)?.[1] ?? '';
      if (there.has(name)) throw refusal(code.storageVolumeExists, 'exists');
      done.push(`made ${name}`);
      return { volume: volume(name) };
    },
    storageVolumeLookupByName: ({ name }: { name: string }) => ({ volume: volume(name) }),
    storageVolumeDelete: ({ volume: { name } }: { volume: { name: string } }) => {
      there.delete(name);
      done.push(`deleted ${name}`);
      return {};
    },
  });
  expect(await storage.makeFor('u1', PARTS, async () => false)).toEqual({
    disk: '/pool/vm-u1.qcow2',
    firstBoot: null,
    console: '/pool/vm-u1.log',
  });
  expect(done).toEqual(['made vm-u1.log', 'deleted vm-u1.qcow2', 'made vm-u1.qcow2']);
});

test('the disk of a machine that another process has made meanwhile is not replaced', async () => {
  const { storage, client } = storageWith({
    storageVolumeCreateXml: () => {
      throw refusal(code.storageVolumeExists, 'exists');
    },
  });
  expect(await storage.makeFor('u1', PARTS, async () => true)).toBeNull();
  expect(client.asked).not.toContain('storageVolumeDelete');
});

test('machines are made side by side, and nothing is removed meanwhile', async () => {
  const underWay = new Set<string>();
  let most = 0;
  const during = async (what: string) => {
    underWay.add(what);
    most = Math.max(most, underWay.size);
    await new Promise((resolve) => setImmediate(resolve));
    underWay.delete(what);
  };
  const { storage } = storageWith({
    storageVolumeCreateXml: async ({ xml }: { xml: string }) => {
      expect([...underWay]).not.toContain('refresh');
      await during(xml);
      return { volume: volume('x') };
    },
    storagePoolRefresh: async () => {
      expect([...underWay]).toEqual([]);
      await during('refresh');
      return {};
    },
    storagePoolListAllVolumes: () => ({ volumes: [], count: 0 }),
  });
  const make = (uuid: string) => storage.makeFor(uuid, PARTS, async () => false);
  for (const uuid of ['u3', 'u5']) await putAside(uuid);
  await Promise.all([make('u1'), make('u2'), storage.removeOf('u3'), make('u4'), storage.removeOf('u5')]);
  expect(most).toBeGreaterThan(1);
});

test('where nothing was put aside, the pool is not read anew', async () => {
  const { storage, client } = storageWith({ storagePoolListAllVolumes: () => ({ volumes: [], count: 0 }) });
  await putAside('u2');
  await storage.removeOf('u1');
  expect(client.asked).not.toContain('storagePoolRefresh');
});

test('whoever cannot see the pool’s folder has libvirt look', async () => {
  const { storage, client } = storageWith({ storagePoolListAllVolumes: () => ({ volumes: [], count: 0 }) });
  await rm(folder, { recursive: true });
  await storage.removeOf('u1');
  expect(client.asked).toContain('storagePoolRefresh');
});

test('a log in root’s folder is no volume, and goes with its machine without the pool being read anew', async () => {
  const { storage, client } = storageWith(
    {
      storageVolumeCreateXml: () => ({ volume: volume('vm-u1.qcow2') }),
      storagePoolListAllVolumes: () => ({ volumes: [], count: 0 }),
    },
    'folder',
  );
  const made = await storage.makeFor('u1', PARTS, async () => false);
  const log = join(folder, '.console', 'vm-u1.log');
  expect(made?.console).toBe(log);
  expect(await readFile(log, 'utf8')).toBe('');
  expect((await stat(log)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, '.console'))).mode & 0o777).toBe(0o700);
  expect(client.asked.filter((name) => name === 'storageVolumeCreateXml')).toHaveLength(1);

  // Also what an older labvm has among the pool's files; not what is another machine's.
  for (const name of ['.console/vm-u1.log.0', '.console/vm-u10.log', 'vm-u10.log']) {
    await writeFile(join(folder, name), 'much text');
  }
  await putAside('u1');
  await storage.removeOf('u1');
  const left = await readdir(folder, { recursive: true });
  expect(left.toSorted()).toEqual(['.console', '.console/vm-u10.log', 'vm-u10.log']);
  expect(client.asked).not.toContain('storagePoolRefresh');
});

test('a log of an earlier attempt is made anew, and that of a machine that is there stays', async () => {
  const { storage } = storageWith(
    { storageVolumeCreateXml: () => ({ volume: volume('vm-u1.qcow2') }) },
    'folder',
  );
  const make = (isThere: boolean) => storage.makeFor('u1', PARTS, async () => isThere);
  const log = (await make(false))?.console ?? '';
  await writeFile(log, 'what it said');
  expect(await make(true)).toBeNull();
  expect(await readFile(log, 'utf8')).toBe('what it said');
  expect((await make(false))?.console).toBe(log);
  expect(await readFile(log, 'utf8')).toBe('');
});

test('where the folder of the logs cannot be created, the sentence names it', async () => {
  const { storage } = storageWith({}, 'folder');
  await writeFile(join(folder, '.console'), 'a file');
  const made = storage.makeFor('u1', PARTS, async () => false);
  await expect(made).rejects.toMatchObject({ text: { en: expect.stringContaining('.console, but') } });
});

test('a pool that is no folder is refused', async () => {
  const xml = '<pool type="rbd"><source/></pool>';
  const { storage } = storageWith({ storagePoolGetXmlDesc: () => ({ xml }) }, 'folder');
  await expect(storage.path()).rejects.toThrow('labvm is not a folder');
});

test('a pool that is not there is named with the way to get it', async () => {
  const { storage } = storageWith({
    storagePoolLookupByName: () => {
      throw refusal(code.noStoragePool, 'no pool');
    },
  });
  await expect(storage.names()).rejects.toMatchObject({
    hint: { en: expect.stringContaining('scripts/setup.sh') },
  });
});
