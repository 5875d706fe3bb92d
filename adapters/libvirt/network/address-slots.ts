import { PortError } from '../../../src/base/port-error.ts';
import type { VmPlan } from '../../../src/vm/plan.ts';
import { macOf } from '../machine/ids.ts';
import type { Machine, Machines } from '../machine/machines.ts';
import { createOrder } from '../machine/order.ts';
import type { CardPlace } from './card-place.ts';
import type { NetworkSlot } from './network-slots.ts';
import type { Networks } from './networks.ts';

/** Gives the cards of new machines their places on labvm's network. */
export interface AddressSlots {
  /** Every slot of the network, by MAC address; null: it has none. */
  all(): Promise<ReadonlyMap<string, NetworkSlot> | null>;
  /** The numbers of the slots that none of these machines has, lowest first; null: the network has none. */
  free(machines: readonly Machine[]): Promise<readonly number[] | null>;
  /**
   * Runs something with the place for a request's card: the slot that was reserved for it, or, where nobody reserved
   * one, a free one that nobody else in this process is given meanwhile.
   * @throws PortError `no-capacity` where no slot is free, `failed` where the reserved one is gone
   */
  withPlace<T>(
    plan: Pick<VmPlan, 'requestId' | 'addressSlot'>,
    use: (place: CardPlace) => Promise<T>,
  ): Promise<T>;
}

export function createAddressSlots(networks: Networks, network: string, machines: Machines): AddressSlots {
  const slotsNow = async (): Promise<readonly NetworkSlot[] | null> =>
    (await networks.factsOf(network))?.slots ?? null;

  /** One after the other: until its machine is defined, nobody but this process knows who gets a slot. */
  const oneByOne = createOrder();
  const withFreeSlot = <T>(
    slots: readonly NetworkSlot[],
    use: (place: CardPlace) => Promise<T>,
  ): Promise<T> =>
    oneByOne.run(network, undefined, async () => {
      const taken = takenMacs(await machines.all());
      const slot = slots.find(({ mac }) => !taken.has(mac));
      if (!slot) throw noSlotLeft(network, slots.length);
      return use(slot);
    });

  return {
    async all() {
      const slots = await slotsNow();
      return slots && new Map(slots.map((slot) => [slot.mac, slot]));
    },
    async free(all) {
      const taken = takenMacs(all);
      const slots = await slotsNow();
      return slots?.filter(({ mac }) => !taken.has(mac)).map(({ number }) => number) ?? null;
    },
    async withPlace({ requestId, addressSlot }, use) {
      const slots = await slotsNow();
      if (!slots) return use({ mac: await freeMac(machines, requestId), tap: null });
      if (addressSlot === undefined) return withFreeSlot(slots, use);
      const slot = slots.find(({ number }) => number === addressSlot);
      if (slot) return use(slot);
      throw new PortError(
        'failed',
        {
          en: `The network ${network} was created again and no longer has the address that was reserved.`,
          es: `La red ${network} se ha creado de nuevo y ya no tiene la dirección que estaba reservada.`,
        },
        { en: 'Ask for the machine again.', es: 'Pida la máquina otra vez.' },
      );
    },
  };
}

/** The hardware addresses that belong to machines. */
export function takenMacs(machines: readonly Machine[]): ReadonlySet<string> {
  return new Set(machines.flatMap(({ definition }) => definition.macs));
}

/** A MAC address that no machine has, and the same for the same request as long as nothing changes. */
async function freeMac(machines: Machines, requestId: string): Promise<string> {
  const taken = takenMacs(await machines.all());
  for (let attempt = 0; ; attempt += 1) {
    const mac = macOf(requestId, attempt);
    if (!taken.has(mac)) return mac;
  }
}

function noSlotLeft(network: string, count: number): PortError {
  return new PortError(
    'no-capacity',
    {
      en: `All ${count} addresses of the network ${network} are taken by machines.`,
      es: `Las ${count} direcciones de la red ${network} están ocupadas por máquinas.`,
    },
    {
      en: 'Delete a machine that nobody needs: /vm list',
      es: 'Borre una máquina que nadie necesite: /vm list',
    },
  );
}
