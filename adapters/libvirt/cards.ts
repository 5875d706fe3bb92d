import type { AddressSlots, CardPlace } from './address-slots.ts';
import { cardIn } from './domain-devices.ts';
import type { Machines } from './machines.ts';
import type { Names } from './names.ts';
import type { OwnMachine } from './own.ts';
import { procedures } from './rpc/index.ts';
import { changing, type Session, SLOW } from './session.ts';
import { attribute, child, children, readXml, writeXml, type Xml } from './xml.ts';

/** The network cards of machines that are off. */
export interface Cards {
  /**
   * Sees to it that a machine which is about to be switched on is in a slot where the network has slots, and that
   * its name is published: one that was made before the network had any gets one now.
   * @throws HypervisorError
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
    const was = { '@type': 'network', mac: { '@address': attribute(child(card, 'mac'), 'address') } };
    await changing(`${domain.name} cannot be given an address`, async () => {
      for (const [procedure, device] of [
        [procedures.domainDetachDeviceFlags, was],
        [procedures.domainAttachDeviceFlags, next],
      ] as const) {
        await client.call(procedure, { domain, xml: writeXml({ interface: device }), flags: CONFIG }, SLOW);
      }
    });
  };

  /** @returns the MAC address that the machine's card has now, or null where it has none that could be changed */
  const intoSlot = async (machine: OwnMachine): Promise<string | null> => {
    const card = await onlyCard(machine);
    if (!card) return null;
    return slots.withPlace({ requestId: machine.definition.metadata.requestId }, async (place) => {
      await replace(machine, card, place);
      machines.forget(machine.domain.uuid);
      return place.mac;
    });
  };

  return {
    async plugIn(machine) {
      const { domain, definition } = machine;
      const known = await slots.all();
      if (!known) return;
      const own = definition.macs.map((mac) => known.get(mac)).find((slot) => slot !== undefined);
      const slot = own ?? known.get((await intoSlot(machine)) ?? '');
      if (slot) await names.publish(domain.name, slot);
    },
  };
}
