import type { Hardware } from '../vm/plan.ts';

export type Firmware = Hardware['firmware'];

/**
 * Which firmware finds something to start on an image; null: not known, which refuses nothing. That something is there
 * says nothing of whether it comes up. A type and not an interface, because only types are known to be plain JSON.
 */
export type Boots = { readonly [firmware in Firmware]: boolean | null };

export const UNKNOWN_BOOTS: Boots = { bios: null, uefi: null };

/** The other firmware of the two. */
export function otherFirmware(firmware: Firmware): Firmware {
  return firmware === 'bios' ? 'uefi' : 'bios';
}

/** The firmware that a machine of an image gets where nobody asked for one: the usual one, unless only the other works. */
export function firmwareFor(usual: Firmware, boots: Boots = UNKNOWN_BOOTS): Firmware {
  const other = otherFirmware(usual);
  return boots[usual] === false && boots[other] === true ? other : usual;
}
