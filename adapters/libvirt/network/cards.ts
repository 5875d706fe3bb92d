import { cardIn } from '../machine/domain-devices.ts';
import type { Machines } from '../machine/machines.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import { procedures } from '../rpc/index.ts';
import { changing, type Session, SLOW } from '../session.ts';
import { attribute, child, children, readXml, writeXml, type Xml } from '../xml.ts';
import type { AddressSlots } from './address-slots.ts';
import type { CardPlace } from './card-place.ts';
import type { Names } from './names.ts';

/** The network cards of machines that are off. */
export interface Cards {
  /**
   * Sees to it that a machine which is about to be switched on is in a slot where the network has slots, and that
   * its name is published: one that was made before the network had any gets one now.
   * @throws PortError
   */
  plugIn(machine: OwnMachine): Promise<void>;
}

/** VIR_DOMAIN_AFFECT_CONFIG. */
const CONFIG = 2;

/** VIR_DOMAIN_XML_INACTIVE. */
const INACTIVE = 2;

interface CardPorts {
  readonly machines: Pick<Machines, 'forget'>;
  readonly slots: AddressSlots;
  readonly names: Names;
}

/** @param network the one that slots are of */
export function createCards(
  { client }: Session,
  network: string,
  { machines, slots, names }: CardPorts,
): Cards {
  /** The only card of a machine on labvm's network, as it was defined; null: none, or several. */
  const onlyCard = async ({ domain }: OwnMachine): Promise<Xml | null> => {
    const { xml } = await client.call(procedures.domainGetXmlDesc, { domain, flags: INACTIVE });
    const cards = children(child(child(readXml(xml), 'domain'), 'devices'), 'interface');
    const [card, ...others] = cards.filter((one) => attribute(child(one, 'source'), 'network') === network);
    return card && others.length === 0 ? card : null;
  };

  const replace = async (machine: OwnMachine, card: Xml, place: CardPlace): Promise<void> => {
    const { domain } = machine;
    const model = attribute(child(card, 'model'), 'type') ?? 'virtio';
    const next = { ...cardIn(network, place), model: { '@type': model }, rom: { '@enabled': 'no' } };
    const was = cardIn(network, { mac: macOf(card), tap: null });
    const what = {
      en: `${domain.name} cannot be given an address`,
      es: `No se puede dar una dirección a ${domain.name}`,
    };
    await changing(what, async () => {
      for (const [procedure, device] of [
        [procedures.domainDetachDeviceFlags, was],
        [procedures.domainAttachDeviceFlags, next],
      ] as const) {
        await client.call(procedure, { domain, xml: writeXml({ interface: device }), flags: CONFIG }, SLOW);
      }
    });
  };

  const intoFreeSlot = (machine: OwnMachine, card: Xml): Promise<string> =>
    slots.withPlace({ requestId: machine.definition.metadata.requestId }, async (place) => {
      await replace(machine, card, place);
      machines.forget(machine.domain.uuid);
      return place.mac;
    });

  return {
    async plugIn(machine) {
      const known = await slots.all();
      // Read anew: what is remembered of it may be from before another tool changed it.
      const card = known && (await onlyCard(machine));
      if (!card) return;
      const slot = known.get(macOf(card));
      const isIn = slot !== undefined && attribute(child(card, 'target'), 'dev') === slot.tap;
      const now = isIn ? slot : known.get(await intoFreeSlot(machine, card));
      if (now) await names.publish(machine.domain.name, now);
    },
  };
}

function macOf(card: Xml): string {
  return attribute(child(card, 'mac'), 'address')?.toLowerCase() ?? '';
}
