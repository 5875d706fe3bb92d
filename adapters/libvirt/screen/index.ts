import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { PortError } from '../../../src/base/port-error.ts';
import { readLive } from '../machine/definition.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { needGuest } from './console.ts';
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
  if (!screenPort) throw noScreen(domain.name);
  const server = await reach(connect(screenPort.port, '127.0.0.1'), domain.name, signal);
  try {
    return await logIn(server, screenPort.password);
  } catch (error) {
    server.destroy();
    throw new PortError(
      'failed',
      {
        en: `The screen of ${domain.name} refuses labvm's password.`,
        es: `La pantalla de ${domain.name} rechaza la contraseña de labvm.`,
      },
      {
        en: `Somebody changed it. Switch the machine off and on again: /vm stop ${domain.name}`,
        es: `Alguien la cambió. Apague la máquina y vuelva a arrancarla: /vm stop ${domain.name}`,
      },
      { cause: error },
    );
  }
}

function noScreen(name: string): PortError {
  return new PortError(
    'unsupported',
    { en: `${name} has no screen.`, es: `${name} no tiene pantalla.` },
    { en: `Use its serial console: /vm log ${name}`, es: `Use su consola serie: /vm log ${name}` },
  );
}

async function reach(socket: Socket, name: string, signal: AbortSignal | undefined): Promise<Socket> {
  try {
    await once(socket, 'connect', signal ? { signal } : {});
    socket.setNoDelay();
    return socket;
  } catch (error) {
    socket.destroy();
    if (signal?.aborted) throw signal.reason;
    throw new PortError(
      'unreachable',
      {
        en: `The screen of ${name} cannot be reached: a labvm that ran as root created it, and only root can open it.`,
        es: `No se puede abrir la pantalla de ${name}: la creó un labvm que se ejecutaba como root, y solo root puede abrirla.`,
      },
      {
        en: 'Run labvm as root, or create the machine again.',
        es: 'Ejecute labvm como root, o cree la máquina de nuevo.',
      },
      { cause: error },
    );
  }
}
