import type { WebSocket } from 'ws';
import type { Desk } from '../../../src/chat/desk.ts';
import type { Visit } from '../../../src/console/visits.ts';
import type { Hypervisor } from '../../../src/vm/hypervisor.ts';
import type { VmChange } from '../../../src/vm/ports/changes.ts';
import type { WatchHub } from '../../../src/vm/watch-hub.ts';
import { giveOrder } from '../order.ts';
import { type EventMessage, ORDERS, type Order, type Stall } from '../protocol.ts';
import { refusalBody } from '../refusal-page.ts';
import { close, sendJson } from './send.ts';

/** A page of ours sends nothing else (RFC 6455, 7.4.1: policy violation). */
const BROKEN = 1008;

export interface EventsPorts {
  readonly desk: Desk;
  readonly hypervisor: Pick<Hypervisor, 'find'>;
  readonly watchHub: Pick<WatchHub, 'subscribe'>;
}

/** Tells a page what becomes of its machine and its session, and takes its orders. */
export async function joinEvents(socket: WebSocket, visit: Visit, ports: EventsPorts): Promise<void> {
  const { grant, until, signal } = visit;
  const left = new AbortController();
  const tell = (message: EventMessage) => sendJson(socket, message);
  let isTold = false;
  const unsubscribe = ports.watchHub.subscribe(({ ref, before, after, reason }) => {
    // Another owner is no other state.
    if (ref !== grant.ref || before === after) return;
    isTold = true;
    tell({ kind: 'machine', power: after, ...stallIn(reason) });
  });
  socket.once('close', () => {
    unsubscribe();
    left.abort();
  });
  socket.on('message', (bytes: Buffer, isBinary: boolean) => {
    const order = isBinary ? null : orderOf(bytes);
    if (!order) return close(socket, BROKEN, 'no order');
    // One at a time: whoever sends more lets them lie in their own browser, and in nobody's memory here.
    socket.pause();
    void giveOrder(order, grant, ports.desk, tell, left.signal, () => socket.resume());
  });
  // Before the socket is closed for the same reason, so that it says why.
  signal.addEventListener(
    'abort',
    () => tell({ kind: 'ended', ...refusalBody(signal.reason, grant.locale) }),
    {
      once: true,
    },
  );
  tell({ kind: 'session', until: until.toISOString() });
  const vm = await ports.hypervisor.find(grant.vm);
  // What was told meanwhile is newer.
  if (isTold) return;
  const isThere = vm?.ref === grant.ref;
  tell({ kind: 'machine', power: isThere ? vm.power : null, ...stallIn(isThere ? vm.stall : undefined) });
}

function stallIn(reason: VmChange['reason'] | undefined): { readonly stall?: Stall } {
  return reason === 'disk-full' || reason === 'disk-error' ? { stall: reason } : {};
}

function orderOf(bytes: Buffer): Order | null {
  try {
    const message: unknown = JSON.parse(bytes.toString('utf8'));
    const isOrder = typeof message === 'object' && message !== null && 'order' in message;
    return (isOrder && ORDERS.find((order) => order === message.order)) || null;
  } catch {
    return null;
  }
}
