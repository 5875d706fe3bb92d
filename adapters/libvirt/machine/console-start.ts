import { lstat } from 'node:fs/promises';
import type { Storage } from '../disk/storage.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { consoleLogIn } from '../screen/console-folder.ts';
import { ofGuest } from '../session.ts';
import { writeXml } from '../xml.ts';
import type { ConsoleStart } from './console-mark.ts';
import { consoleVolume } from './ids.ts';
import type { Machines } from './machines.ts';
import { START_NAMESPACE } from './metadata.ts';
import type { OwnMachine } from './own-machine.ts';

/** VIR_DOMAIN_METADATA_ELEMENT, VIR_DOMAIN_AFFECT_CONFIG. */
const ELEMENT = 2;
const CONFIG = 2;

interface MarkPorts {
  readonly client: LibvirtClient;
  readonly storage: Pick<Storage, 'path' | 'find'>;
  readonly machines: Pick<Machines, 'forget'>;
}

/**
 * Writes into a machine's description where its log ends now, just before it is switched on. Without it a machine starts
 * all the same, and its log is shown with what it said earlier.
 */
export async function markStart(ports: MarkPorts, machine: OwnMachine): Promise<void> {
  const { client, machines } = ports;
  const { domain } = machine;
  try {
    const start = await endOfLog(ports, machine);
    if (!start) return;
    const metadata = writeXml({
      start: {
        '@bytes': String(start.bytes),
        ...(start.file === null ? {} : { '@file': String(start.file) }),
      },
    });
    const key = 'labvm-start';
    const args = { domain, type: ELEMENT, metadata, key, uri: START_NAMESPACE, flags: CONFIG };
    await client.call(procedures.domainSetMetadata, args, ofGuest(domain));
  } catch {
    // Whatever is wrong with the host, the start itself will say.
  } finally {
    machines.forget(domain.uuid);
  }
}

async function endOfLog(
  { client, storage }: MarkPorts,
  { domain, definition }: OwnMachine,
): Promise<ConsoleStart | null> {
  const log = consoleLogIn(await storage.path(), domain.uuid);
  if (definition.consoleLog === log) {
    const { ino, size } = await lstat(log);
    return { file: ino, bytes: size };
  }
  const volume = await storage.find(consoleVolume(domain.uuid));
  if (!volume) return null;
  const { capacity } = await client.call(procedures.storageVolumeGetInfo, { volume });
  return { file: null, bytes: Number(capacity) };
}
