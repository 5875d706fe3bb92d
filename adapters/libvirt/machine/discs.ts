import { setTimeout as sleep } from 'node:timers/promises';
import { PortError } from '../../../src/base/port-error.ts';
import type { Text } from '../../../src/base/text.ts';
import type { Images } from '../image/images.ts';
import { procedures } from '../rpc/index.ts';
import { changing, ofGuest, type Session, SLOW } from '../session.ts';
import { writeXml, type Xml } from '../xml.ts';
import { discDrive, discOf } from './domain-devices.ts';
import type { Machines } from './machines.ts';
import { DISC_NAMESPACE } from './metadata.ts';
import type { OwnMachine } from './own-machine.ts';

/** The discs in machines' drives. */
export interface Discs {
  insert(machine: OwnMachine, image: string): Promise<void>;
  eject(machine: OwnMachine, force: boolean): Promise<void>;
}

/** VIR_DOMAIN_AFFECT_LIVE, VIR_DOMAIN_AFFECT_CONFIG, VIR_DOMAIN_DEVICE_MODIFY_FORCE. */
const LIVE = 1;
const CONFIG = 2;
const FORCE = 4;

/** VIR_DOMAIN_METADATA_ELEMENT. */
const METADATA_ELEMENT = 2;

export function createDiscs({ client }: Session, machines: Machines, images: Images): Discs {
  /** Changes the drive now and for the next start, and lets every process that watches know it. */
  const change = async ({ domain, condition }: OwnMachine, device: Xml, flags: number): Promise<void> => {
    const when = condition.power === 'off' ? CONFIG : CONFIG | LIVE;
    const xml = writeXml({ disk: device });
    await changing(cannotChange(domain.name), () =>
      whileTrayCloses(() =>
        client.call(
          procedures.domainUpdateDeviceFlags,
          { domain, xml, flags: when | flags },
          ofGuest(domain),
        ),
      ),
    );
    await tell(domain);
  };

  /** A drive's change is no event of its own, but one of the machine's metadata is. */
  const tell = async (domain: OwnMachine['domain']): Promise<void> => {
    machines.forget(domain.uuid);
    const args = {
      domain,
      type: METADATA_ELEMENT,
      metadata: writeXml({ disc: { '@changed': new Date().toISOString() } }),
      key: 'labvm-disc',
      uri: DISC_NAMESPACE,
      flags: CONFIG,
    };
    await client.call(procedures.domainSetMetadata, args, ofGuest(domain));
    machines.forget(domain.uuid);
  };

  return {
    async insert(machine, id) {
      const { domain, definition, condition } = machine;
      const image = await images.get(id);
      if (image.format !== 'iso') {
        throw new PortError(
          'unsupported',
          {
            en: `The image ${id} is a disk, not a disc, so it does not fit into a drive.`,
            es: `La imagen ${id} es un disco duro, no uno óptico, así que no cabe en una unidad de CD.`,
          },
          {
            en: 'See which images are discs: /image list',
            es: 'Vea qué imágenes son discos ópticos: /image list',
          },
        );
      }
      const { drive } = definition;
      if (drive) return change(machine, discOf(image.path, targetOf(drive)), 0);
      if (condition.power !== 'off') {
        throw new PortError(
          'unsupported',
          {
            en: `${domain.name} has no drive, and one can only be added while the machine is off.`,
            es: `${domain.name} no tiene unidad de CD, y solo se le puede añadir mientras está apagada.`,
          },
          {
            en: `Shut it down first: /vm stop ${domain.name}`,
            es: `Apáguela antes: /vm stop ${domain.name}`,
          },
        );
      }
      const xml = writeXml({ disk: discDrive(definition.machine, image.path) });
      await changing(cannotAdd(domain.name), () =>
        client.call(procedures.domainAttachDeviceFlags, { domain, xml, flags: CONFIG }, SLOW),
      );
      await tell(domain);
    },
    async eject(machine, force) {
      const { drive } = machine.definition;
      if (!drive || drive.file === null) return;
      await change(machine, discOf(null, targetOf(drive)), force ? FORCE : 0);
    },
  };
}

function cannotChange(name: string): Text {
  return {
    en: `The disc in the drive of ${name} cannot be changed`,
    es: `No se puede cambiar el disco de la unidad de ${name}`,
  };
}

function cannotAdd(name: string): Text {
  return { en: `A drive cannot be added to ${name}`, es: `No se puede añadir una unidad de CD a ${name}` };
}

function targetOf({ target }: { readonly target: { readonly dev: string; readonly bus: string } }): Xml {
  return { '@dev': target.dev, '@bus': target.bus };
}

/**
 * How often a disc is changed again, and the pause between, in milliseconds: some ten seconds, as long as an emulated
 * guest may look at its drives while it boots. One that locks the tray is told of in other words, at once.
 */
const TRAY_ATTEMPTS = 33;
const TRAY_PAUSE_MS = 300;

/** QEMU's own words for it: of the device that is named, or of “the device” (block/qapi-sysemu.c of 7.2 has both). */
const TRAY_CLOSED = /tray of (the )?device.* is not open/i;

/** A guest that is just starting may close the tray between its opening and the change. */
async function whileTrayCloses<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      if (attempt === TRAY_ATTEMPTS || !TRAY_CLOSED.test(String(error))) throw error;
      await sleep(TRAY_PAUSE_MS);
    }
  }
}
