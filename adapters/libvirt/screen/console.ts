import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { UserError } from '../../../src/base/errors.ts';
import { PortError } from '../../../src/base/port-error.ts';
import type { Storage } from '../disk/storage.ts';
import { isRefused } from '../file-errors.ts';
import type { ConsoleStart } from '../machine/console-mark.ts';
import { consoleVolume } from '../machine/ids.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { consoleLogIn } from './console-folder.ts';
import { consoleTail } from './console-tail.ts';

/** More of a console than this is no tail. */
const MOST_BYTES = 1_000_000;

/**
 * The end of what a guest wrote on its serial console, from where the machine's description says that it lies.
 * @throws UserError where it lies in root's folder, and labvm is not root; where it is none of labvm's
 */
export async function consoleBytes(
  client: LibvirtClient,
  storage: Storage,
  { domain, definition }: OwnMachine,
  maxBytes: number,
  { sinceStart = false, signal }: { readonly sinceStart?: boolean; readonly signal?: AbortSignal } = {},
): Promise<Buffer> {
  const start = sinceStart ? definition.consoleStart : null;
  const wanted = Math.min(Math.max(maxBytes, 0), MOST_BYTES);
  if (wanted === 0) return Buffer.alloc(0);
  const folder = await storage.path();
  const log = consoleLogIn(folder, domain.uuid);
  if (definition.consoleLog === join(folder, consoleVolume(domain.uuid))) {
    return bytesInPool(client, storage, domain.uuid, wanted, start, signal);
  }
  // A description that names any other file of the host has nobody read it, nor what was written before it did.
  if (definition.consoleLog !== log) throw noLog(domain.name);
  signal?.throwIfAborted();
  try {
    return await consoleTail(log, wanted, start);
  } catch (error) {
    throw isRefused(error) ? rootsLog(domain.name, error) : error;
  }
}

function noLog(name: string): UserError {
  return new UserError(
    'unsupported',
    {
      en: `${name} does not write its console to a file of labvm's: somebody changed its description.`,
      es: `${name} no escribe su consola en ningún fichero de labvm: alguien cambió su descripción.`,
    },
    {
      en: `Look at its screen instead: /vm screenshot ${name}`,
      es: `Mire su pantalla: /vm screenshot ${name}`,
    },
  );
}

function rootsLog(name: string, cause: unknown): UserError {
  return new UserError(
    'unsupported',
    {
      en: `${name} was created by a labvm that ran as root, so only root can read its console log.`,
      es: `${name} la creó un labvm que se ejecutaba como root, así que solo root puede leer el registro de su consola.`,
    },
    {
      en: 'Run labvm as root, or create the machine again.',
      es: 'Ejecute labvm como root, o cree la máquina de nuevo.',
    },
    { cause },
  );
}

/**
 * Of a console whose log is a volume: it is read through libvirt, so it takes no right of labvm's own. Just after
 * virtlogd began a new file it is short.
 */
async function bytesInPool(
  client: LibvirtClient,
  storage: Storage,
  uuid: string,
  maxBytes: number,
  start: ConsoleStart | null,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const volume = await storage.find(consoleVolume(uuid));
  if (!volume) return Buffer.alloc(0);
  // Asking for its size makes libvirt look at the file as it is now.
  const { capacity } = await client.call(procedures.storageVolumeGetInfo, { volume }, { signal });
  // One that is shorter by now was begun anew.
  const before = start && capacity >= BigInt(start.bytes) ? BigInt(start.bytes) : 0n;
  const [there, wanted] = [capacity - before, BigInt(maxBytes)];
  const length = there < wanted ? there : wanted;
  if (length === 0n) return Buffer.alloc(0);
  const args = { volume, offset: capacity - length, length, flags: 0 };
  const { stream } = await client.openStream(procedures.storageVolumeDownload, args, { signal });
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).subarray(-Number(length));
}

/** A machine's serial console. A second one at the same time is refused by libvirt. */
export async function openSerial(
  client: LibvirtClient,
  machine: OwnMachine,
  signal?: AbortSignal,
): Promise<Duplex> {
  needGuest(machine);
  const args = { domain: machine.domain, device: null, flags: 0 };
  try {
    return (await client.openStream(procedures.domainOpenConsole, args, { signal })).stream;
  } catch (error) {
    // libvirt's own words for it (src/conf/virchrdev.c); the code says only that it failed.
    if (!/active console session exists/i.test(String(error))) throw error;
    throw new PortError(
      'busy',
      {
        en: `Another program is using the serial console of ${machine.domain.name}, such as virsh console.`,
        es: `Otro programa está usando la consola serie de ${machine.domain.name}, por ejemplo virsh console.`,
      },
      { en: 'Close it there.', es: 'Ciérrelo allí.' },
      { cause: error },
    );
  }
}

/** @throws PortError where there is nobody to talk to */
export function needGuest({ domain, condition }: OwnMachine): void {
  if (condition.power !== 'off') return;
  throw new PortError(
    'wrong-state',
    { en: `${domain.name} is off.`, es: `${domain.name} está apagada.` },
    {
      en: `Start it: /vm start ${domain.name}`,
      es: `Arránquela: /vm start ${domain.name}`,
    },
  );
}
