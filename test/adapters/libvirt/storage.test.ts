import { expect, test } from 'vitest';
import { libvirtErrorCode as code } from '../../../adapters/libvirt/rpc/index.ts';
import { createSession } from '../../../adapters/libvirt/session.ts';
import { createStorage, type MachineParts } from '../../../adapters/libvirt/storage.ts';
import { type Answers, refusal, scriptedClient } from './scripted-client.ts';

const PARTS: MachineParts = {
  disk: { bytes: 5n, base: { path: '/pool/image', format: 'qcow2' } },
  firstBoot: null,
};

const pool = { name: 'labvm', uuid: '00000000-0000-0000-0000-000000000001' };
const volume = (name: string) => ({ pool: 'labvm', name, key: `/pool/${name}` });

function storageWith(answers: Answers) {
  const client = scriptedClient({
    storagePoolLookupByName: () => ({ pool }),
    storagePoolRefresh: () => ({}),
    ...answers,
  });
  return { client, storage: createStorage(createSession(client), 'labvm') };
}

test('a pool that somebody else is busy with is asked again until it is free', async () => {
  let refusals = 3;
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
  await Promise.all([make('u1'), make('u2'), storage.removeOf('u3'), make('u4'), storage.removeOf('u5')]);
  expect(most).toBeGreaterThan(1);
});

test('a pool that is not there is named with the way to get it', async () => {
  const { storage } = storageWith({
    storagePoolLookupByName: () => {
      throw refusal(code.noStoragePool, 'no pool');
    },
  });
  await expect(storage.names()).rejects.toThrow('scripts/setup.sh');
});
