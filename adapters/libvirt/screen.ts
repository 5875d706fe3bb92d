import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { HypervisorError } from '../../src/vm/hypervisor-error.ts';
import { needGuest } from './console.ts';
import { readLive } from './definition.ts';
import type { OwnMachine } from './own.ts';
import { type LibvirtClient, procedures } from './rpc/index.ts';

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
