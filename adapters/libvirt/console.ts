import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { HypervisorError } from '../../src/vm/hypervisor-error.ts';
import { readLive } from './definition.ts';
import { consoleVolume } from './ids.ts';
import type { OwnMachine } from './own.ts';
import { type LibvirtClient, procedures } from './rpc/index.ts';
import type { Storage } from './storage.ts';

/** More of a console than this is no tail. */
const MOST_BYTES = 1_000_000;

/**
 * The end of what a guest wrote on its serial console; the file is read through libvirt, so it takes no right of
 * its own. Just after virtlogd began a new file it is short.
 */
export async function consoleTail(
  client: LibvirtClient,
  storage: Storage,
  uuid: string,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<string> {
  const volume = await storage.find(consoleVolume(uuid));
  if (!volume) return '';
  // Asking for its size makes libvirt look at the file as it is now.
  const { capacity } = await client.call(procedures.storageVolumeGetInfo, { volume }, { signal });
  const wanted = BigInt(Math.min(Math.max(maxBytes, 0), MOST_BYTES));
  const length = capacity < wanted ? capacity : wanted;
  if (length === 0n) return '';
  const args = { volume, offset: capacity - length, length, flags: 0 };
  const { stream } = await client.openStream(procedures.storageVolumeDownload, args, { signal });
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).subarray(-Number(length)).toString('utf8');
}

/** A machine's serial console. A second one at the same time is refused by libvirt. */
export async function openSerial(
  client: LibvirtClient,
  machine: OwnMachine,
  signal?: AbortSignal,
): Promise<Duplex> {
  needGuest(machine);
  const args = { domain: machine.domain, device: null, flags: 0 };
  return (await client.openStream(procedures.domainOpenConsole, args, { signal })).stream;
}

/** A machine's screen: VNC on a socket that libvirt keeps in a directory of QEMU's user. */
export async function openScreen(
  client: LibvirtClient,
  machine: OwnMachine,
  signal?: AbortSignal,
): Promise<Duplex> {
  needGuest(machine);
  const { domain } = machine;
  const { xml } = await client.call(procedures.domainGetXmlDesc, { domain, flags: 0 }, { signal });
  const { screenSocket } = readLive(xml);
  if (!screenSocket) throw new HypervisorError('unsupported', `${domain.name} has no screen.`);
  const socket = connect(screenSocket);
  try {
    await once(socket, 'connect', signal ? { signal } : {});
    return socket;
  } catch (error) {
    socket.destroy();
    if (signal?.aborted) throw signal.reason;
    throw new HypervisorError(
      'unreachable',
      `The screen of ${domain.name} cannot be reached: only root may open it. Run labvm as root for screens.`,
      { cause: error },
    );
  }
}

function needGuest({ domain, condition }: OwnMachine): void {
  if (condition.power !== 'off') return;
  throw new HypervisorError(
    'wrong-state',
    `${domain.name} is off: switch it on with /vm start ${domain.name}.`,
  );
}
