import { PortError } from '../../../src/base/port-error.ts';
import type { Check } from '../../../src/host/doctor.ts';
import type { GuestAttempt, ProbeGuests } from '../network/probe-guest/index.ts';
import { guestLeaseCheck, noAddressLeft, type Server, untriedLease } from './lease.ts';

export interface GuestAsking {
  readonly guests: ProbeGuests;
  readonly server: Server;
  readonly bridge: string;
}

/**
 * Has a guest ask for an address, and says what came of it by the time that it is due. Where there is no server of
 * addresses nobody need ask.
 */
export async function askByGuest(
  { guests, server, bridge }: GuestAsking,
  attempt: GuestAttempt,
  due: AbortSignal,
): Promise<Check> {
  if (server === 'gone' || attempt.freeSlots.length === 0) return noAddressLeft(server);
  try {
    return guestLeaseCheck(await guests.ask(attempt, due), server, { bridge });
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const [en, es] = [error.text.en, error.text.es].map((text) => text.replace(/\.$/, ''));
    return untriedLease(server, { en: `not tested: ${en}`, es: `sin probar: ${es}` });
  }
}
