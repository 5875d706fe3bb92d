import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { createClient, unixTransport } from '../adapters/libvirt/rpc/index.ts';
import { type Figure, median, single } from './measure.ts';

/** How soon labvm's client is back when libvirtd was started anew, from the moment on that somebody listens there. */
export async function benchReconnect(socket: string, rounds: number): Promise<readonly Figure[]> {
  const restart = process.env.LABVM_LAB_RESTART_LIBVIRTD;
  if (!restart) throw new Error('The lab host names no way to restart libvirtd: LABVM_LAB_RESTART_LIBVIRTD.');
  const client = createClient({ transport: unixTransport(socket) });
  try {
    await client.onEvent('domainLifecycle', () => {});
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const back = new Promise<number>((resolve) => client.onReconnected(() => resolve(performance.now())));
      const gone = new Promise<void>((resolve) =>
        client.onState(({ lane, state }) => {
          if (lane === 'events' && state === 'connecting') resolve();
        }),
      );
      const restarting = execa(restart, { stdin: 'ignore' });
      await gone;
      while (!(await listens(socket))) await sleep(5);
      const listensAt = performance.now();
      await restarting;
      took.push(Math.max(0, (await back) - listensAt));
    }
    return [single('back after a restart of libvirtd, from its socket on', median(took), 'ms', 1000)];
  } finally {
    client.close();
  }
}

function listens(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const trying = connect(socket, () => {
      trying.destroy();
      resolve(true);
    });
    trying.once('error', () => resolve(false));
  });
}
