import { statfs } from 'node:fs/promises';
import type { Host } from '../../src/host/port.ts';
import type { HostAbilities } from './capabilities.ts';
import type { Storage } from './disk/storage.ts';
import { type LibvirtClient, procedures } from './rpc/index.ts';

/** VIR_NODE_MEMORY_STATS_ALL_CELLS. */
const ALL_CELLS = -1;

const GIB = 1024 ** 3;

/** The host as libvirt shows it. */
export async function lookAtHost(
  client: LibvirtClient,
  storage: Storage,
  abilities: HostAbilities,
  signal?: AbortSignal,
): Promise<Host> {
  const options = { signal };
  const [{ hostname }, qemu, libvirt, node, memory, disk, accelerated] = await Promise.all([
    client.call(procedures.connectGetHostname, {}, options),
    client.call(procedures.connectGetVersion, {}, options),
    client.call(procedures.connectGetLibVersion, {}, options),
    client.call(procedures.nodeGetInfo, {}, options),
    memoryKiB(client, signal),
    diskOf(storage),
    abilities.accelerated(),
  ]);
  return {
    name: hostname,
    engine: `QEMU ${version(qemu.version)}, libvirt ${version(libvirt.version)}`,
    acceleration: accelerated ? 'kvm' : 'none',
    cpus: node.cpus,
    memoryMiB: Math.floor(memory.total / 1024),
    freeMemoryMiB: Math.floor(memory.free / 1024),
    ...disk,
    reach: 'ok',
  };
}

/** libvirt's form: major × 1 000 000 + minor × 1000 + release. */
export function version(number: bigint): string {
  const whole = Number(number);
  return `${Math.floor(whole / 1e6)}.${Math.floor(whole / 1000) % 1000}.${whole % 1000}`;
}

/** All of the memory, and what is free together with what the system gives back as soon as somebody needs it. */
async function memoryKiB(
  client: LibvirtClient,
  signal: AbortSignal | undefined,
): Promise<{ total: number; free: number }> {
  const ask = (parameterCount: number) =>
    client.call(procedures.nodeGetMemoryStats, { parameterCount, cell: ALL_CELLS, flags: 0 }, { signal });
  // libvirt wants to know how many answers there is room for.
  const { parameters } = await ask((await ask(0)).parameterCount);
  const values = new Map(parameters.map(({ field, value }) => [field, Number(value)]));
  const value = (field: string): number => values.get(field) ?? 0;
  return { total: value('total'), free: value('free') + value('buffers') + value('cached') };
}

/** libvirt counts a pool's room when it reads the pool anew; the file system knows it now. */
async function diskOf(storage: Storage): Promise<Pick<Host, 'diskGiB' | 'freeDiskGiB'>> {
  const { path, capacityBytes, availableBytes } = await storage.size();
  try {
    const { bsize, blocks, bavail } = await statfs(path);
    return { diskGiB: inGiB(blocks * bsize), freeDiskGiB: inGiB(bavail * bsize) };
  } catch {
    return { diskGiB: inGiB(Number(capacityBytes)), freeDiskGiB: inGiB(Number(availableBytes)) };
  }
}

function inGiB(bytes: number): number {
  return Math.floor((bytes / GIB) * 100) / 100;
}
