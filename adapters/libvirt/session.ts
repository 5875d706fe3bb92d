import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '../../src/base/text.ts';
import { isBusy, translate } from './errors.ts';
import { createOrder, type Order } from './machine/order.ts';
import type { Domain, LibvirtClient } from './rpc/index.ts';

/** What every part of the adapter works with. */
export interface Session {
  readonly client: LibvirtClient;
  /** Orders, by machine. */
  readonly order: Order;
  /** Pictures of screens, by machine. */
  readonly pictures: Order;
}

/** How the parts that change something call libvirt: it may take long, and a lost answer matters. */
export const SLOW = { lane: 'slow' } as const;

/**
 * How the parts that touch a running guest's hardware call libvirt, which waits for the guest or for what else is being
 * done to the same machine: one call of a machine at a time.
 */
export function ofGuest({ uuid }: Domain): { readonly lane: 'guest'; readonly turn: string } {
  return { lane: 'guest', turn: uuid };
}

export function createSession(client: LibvirtClient): Session {
  return { client, order: createOrder(), pictures: createOrder() };
}

/**
 * Does something that only reads, and names it if it fails.
 * @param what as in "The machine cannot be looked for", without an end
 * @throws PortError, or the signal's reason when it has fired
 */
export async function reading<T>(what: Text, read: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw translate(error, { what, changes: false });
  }
}

/**
 * Does something that changes something, and names it if it fails.
 * @param what as in "web1 cannot be started", without an end
 * @param network that of the machine, where it has one and no more
 * @throws PortError
 */
export async function changing<T>(what: Text, change: () => Promise<T>, network?: string): Promise<T> {
  try {
    return await change();
  } catch (error) {
    throw translate(error, { what, changes: true, ...(network === undefined ? {} : { network }) });
  }
}

/** How long somebody else may be busy with what labvm needs, and how often to look, in milliseconds. */
const BUSY_PATIENCE_MS = 30_000;
const BUSY_PAUSE_MS = 50;

/** Repeats what another process keeps busy for a moment: libvirt refuses such things instead of waiting. */
export async function patiently<T>(act: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + BUSY_PATIENCE_MS;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      await sleep(BUSY_PAUSE_MS);
    }
  }
}
