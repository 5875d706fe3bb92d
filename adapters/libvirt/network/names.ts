import { join } from 'node:path';
import { isVmName } from '../../../src/vm/name.ts';
import { putWhole } from '../../file/put-whole.ts';
import type { NetworkSlot } from './network-slots.ts';
import type { Networks } from './networks.ts';

/**
 * The names under which machines are found by DNS. A guest's own word for its name counts for nothing; what resolves
 * is what labvm writes into a folder that the network's DNS server watches, a file a slot.
 */
export interface Names {
  /** Writes a machine's name down. Never fails: a machine without a name in DNS is a machine all the same. */
  publish(name: string, slot: NetworkSlot): Promise<void>;
  /** Takes back the name of whoever was in a slot. Never fails. */
  withdraw(macs: readonly string[]): Promise<void>;
}

/**
 * Every name has a domain, too, that is not the network's (of those kept for private use): a bare name that goes with
 * an address would become the name of its DHCP lease, and stay as long as that.
 */
const DOMAIN = 'labvm.internal';

/** What stands in a slot's file while a machine of that name is in it. */
export function publishedLine(name: string, { address }: NetworkSlot): string {
  return `${address} ${name}.${DOMAIN} ${name}\n`;
}

export function createNames(networks: Networks, network: string, onError: (error: unknown) => void): Names {
  /**
   * Puts a slot's file in place as a whole: the server reads it as it appears under its name, and forgets what the
   * one before said (dnsmasq 2.90, tried).
   */
  const write = (folder: string, { tap }: NetworkSlot, text: string): Promise<void> =>
    putWhole(join(folder, tap), text, 0o644);

  const inFolder = async (act: (folder: string, slots: readonly NetworkSlot[]) => Promise<void>) => {
    try {
      const facts = await networks.factsOf(network);
      if (facts?.namesFolder && facts.slots) await act(facts.namesFolder, facts.slots);
    } catch (error) {
      onError(error);
    }
  };

  return {
    publish: (name, slot) =>
      inFolder(async (folder) => {
        // Another tool may have renamed the machine to what is no name in DNS.
        if (!isVmName(name)) return;
        await write(folder, slot, publishedLine(name, slot));
      }),
    withdraw: (macs) =>
      inFolder(async (folder, slots) => {
        const own = slots.filter(({ mac }) => macs.includes(mac));
        await Promise.all(own.map((slot) => write(folder, slot, '')));
      }),
  };
}
