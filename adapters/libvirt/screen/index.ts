import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HypervisorError } from '../../../src/vm/hypervisor-error.ts';
import { needGuest } from '../console.ts';
import { readLive } from '../definition.ts';
import type { OwnMachine } from '../own.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { logIn } from './login.ts';

/** virDomainXMLFlags: VIR_DOMAIN_XML_SECURE, which tells passwords to whoever may write. */
const WITH_PASSWORDS = 1;

/**
 * A machine's screen: VNC on a socket that libvirt keeps in a directory of QEMU's user, or on a port of this host with
 * a password that libvirt tells us alone.
 */
export async function openScreen(
  client: LibvirtClient,
  machine: OwnMachine,
  signal?: AbortSignal,
): Promise<Duplex> {
  needGuest(machine);
  const { domain } = machine;
  const flags = WITH_PASSWORDS;
  const { xml } = await client.call(procedures.domainGetXmlDesc, { domain, flags }, { signal });
  const { screenSocket, screenPort } = readLive(xml);
  if (screenSocket) return reach(connect(screenSocket), domain.name, signal);
  if (!screenPort) throw new HypervisorError('unsupported', `${domain.name} has no screen.`);
  const server = await reach(connect(screenPort.port, '127.0.0.1'), domain.name, signal);
  try {
    return await logIn(server, screenPort.password);
  } catch (error) {
    server.destroy();
    throw new HypervisorError('failed', `The screen of ${domain.name} does not let labvm in.`, {
      cause: error,
    });
  }
}

async function reach(socket: Socket, name: string, signal: AbortSignal | undefined): Promise<Socket> {
  try {
    await once(socket, 'connect', signal ? { signal } : {});
    socket.setNoDelay();
    return socket;
  } catch (error) {
    socket.destroy();
    if (signal?.aborted) throw signal.reason;
    throw new HypervisorError(
      'unreachable',
      `The screen of ${name} cannot be reached: a labvm that ran as root made it, and only root may open it. Run labvm as root, or make the machine anew.`,
      { cause: error },
    );
  }
}
