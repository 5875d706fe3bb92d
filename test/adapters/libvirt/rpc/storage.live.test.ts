import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createClient,
  libvirtErrorCode,
  procedures,
  type StoragePool,
  unixTransport,
} from '../../../../adapters/libvirt/rpc/index.ts';
import { field, labSocket, uniqueName, virsh, xml } from './support/live.ts';

const client = createClient({ transport: unixTransport(labSocket()) });
let directory: string;
let pool: StoragePool;
const name = uniqueName();
const events: number[] = [];
const capacity = 5_000_000;

const volumeXml = (volume: string): string =>
  xml({ volume: { name: volume, capacity, target: { format: { '@type': 'raw' } } } });

const createVolume = async (volume: string) =>
  (await client.call(procedures.storageVolumeCreateXml, { pool, xml: volumeXml(volume), flags: 0 })).volume;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rpc-pool-'));
  await client.onEvent('storagePoolLifecycle', (message) => {
    if (message.pool.name === name) events.push(message.event);
  });
  const tree = { pool: { '@type': 'dir', name, target: { path: directory } } };
  ({ pool } = await client.call(procedures.storagePoolDefineXml, { xml: xml(tree), flags: 0 }));
  await client.call(procedures.storagePoolBuild, { pool, flags: 0 });
  await client.call(procedures.storagePoolCreate, { pool, flags: 0 });
});

afterAll(async () => {
  await virsh('pool-destroy', name).catch(() => undefined);
  await virsh('pool-undefine', name).catch(() => undefined);
  await rm(directory, { recursive: true, force: true });
  client.close();
});

test('a pool is what virsh says it is', async () => {
  const { pools } = await client.call(procedures.connectListAllStoragePools, { needResults: 1, flags: 0 });
  expect(pools).toContainEqual(pool);
  expect(await virsh('pool-uuid', name)).toBe(pool.uuid);
  const { xml: description } = await client.call(procedures.storagePoolGetXmlDesc, { pool, flags: 0 });
  expect(description).toContain(`<path>${directory}</path>`);
  const info = await client.call(procedures.storagePoolGetInfo, { pool });
  expect(info.state).toBe(2);
  expect(info.capacity).toBeGreaterThan(info.available);
  // defined 0, built 4, started 2
  await expect.poll(() => events).toEqual(expect.arrayContaining([0, 4, 2]));
});

test('a volume: created, looked up in every way, resized, deleted', async () => {
  const volume = await createVolume('one.raw');
  const path = join(directory, 'one.raw');
  expect(await virsh('vol-path', '--pool', name, 'one.raw')).toBe(path);
  expect((await client.call(procedures.storageVolumeGetPath, { volume })).path).toBe(path);
  expect((await client.call(procedures.storageVolumeLookupByPath, { path })).volume).toEqual(volume);
  const byName = await client.call(procedures.storageVolumeLookupByName, { pool, name: 'one.raw' });
  expect(byName.volume).toEqual(volume);
  const { volumes } = await client.call(procedures.storagePoolListAllVolumes, {
    pool,
    needResults: 1,
    flags: 0,
  });
  expect(volumes).toEqual([volume]);

  await client.call(procedures.storageVolumeResize, { volume, capacity: 6_000_128n, flags: 0 });
  const info = await client.call(procedures.storageVolumeGetInfo, { volume });
  expect(info).toMatchObject({ type: 0, capacity: 6_000_128n });
  const listing = await virsh('vol-info', '--bytes', '--pool', name, 'one.raw');
  expect(field(listing, 'Capacity')).toBe(`${info.capacity} bytes`);
  expect(field(listing, 'Allocation')).toBe(`${info.allocation} bytes`);

  await expect(createVolume('one.raw')).rejects.toMatchObject({ code: libvirtErrorCode.storageVolumeExists });
  await client.call(procedures.storageVolumeDelete, { volume, flags: 0 });
  await expect(
    client.call(procedures.storageVolumeLookupByName, { pool, name: 'one.raw' }),
  ).rejects.toMatchObject({ code: libvirtErrorCode.noStorageVolume });
});

test('what we upload virsh downloads, byte by byte', async () => {
  const volume = await createVolume('up.raw');
  const content = randomBytes(capacity);
  const { stream } = await client.openStream(procedures.storageVolumeUpload, {
    volume,
    offset: 0n,
    length: BigInt(capacity),
    flags: 0,
  });
  await pipeline(Readable.from([content.subarray(0, 3_000_001), content.subarray(3_000_001)]), stream);
  const copy = join(directory, 'copy');
  await virsh('vol-download', '--pool', name, 'up.raw', copy);
  expect((await readFile(copy)).equals(content)).toBe(true);
});

test('what virsh uploads we download, byte by byte, whole and in part', async () => {
  const volume = await createVolume('down.raw');
  const content = randomBytes(capacity);
  const source = join(directory, 'source');
  await writeFile(source, content);
  await virsh('vol-upload', '--pool', name, 'down.raw', source);
  const whole = { volume, offset: 0n, length: 0n, flags: 0 };
  const all = await client.openStream(procedures.storageVolumeDownload, whole);
  expect((await buffer(all.stream)).equals(content)).toBe(true);
  const part = await client.openStream(procedures.storageVolumeDownload, {
    ...whole,
    offset: 777n,
    length: 4096n,
  });
  expect((await buffer(part.stream)).equals(content.subarray(777, 777 + 4096))).toBe(true);
});

test('more bytes than the volume was opened for is an error, not a silent loss', async () => {
  const volume = await createVolume('small.raw');
  const { stream } = await client.openStream(procedures.storageVolumeUpload, {
    volume,
    offset: 0n,
    length: 1000n,
    flags: 0,
  });
  await expect(
    pipeline(Readable.from([randomBytes(300_000), randomBytes(10)]), stream),
  ).rejects.toMatchObject({
    name: 'LibvirtError',
  });
});

test('a cancelled download lets go of the volume', async () => {
  const volume = await createVolume('cancel.raw');
  const { stream } = await client.openStream(procedures.storageVolumeDownload, {
    volume,
    offset: 0n,
    length: 0n,
    flags: 0,
  });
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  stream.destroy();
  await closed;
  await client.call(procedures.storageVolumeDelete, { volume, flags: 0 });
});

test('a volume that does not exist cannot be opened', async () => {
  const volume = { pool: name, name: 'nothing.raw', key: join(directory, 'nothing.raw') };
  const opening = client.openStream(procedures.storageVolumeDownload, {
    volume,
    offset: 0n,
    length: 0n,
    flags: 0,
  });
  await expect(opening).rejects.toMatchObject({ code: libvirtErrorCode.noStorageVolume });
});
