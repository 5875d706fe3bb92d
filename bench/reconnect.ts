import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { createClient, procedures, unixTransport } from '../adapters/libvirt/rpc/index.ts';
import { type Figure, single } from './measure.ts';

const ROUNDS = 5;

/** How long after libvirtd listens again its events are heard again. The worst of some restarts. */
export async function benchReconnect(socketPath: string): Promise<readonly Figure[]> {
  const client = createClient({ transport: unixTransport(socketPath) });
  const took: number[] = [];
  try {
    await client.onEvent('domainLifecycle', () => undefined);
    for (let round = 0; round < ROUNDS; round += 1) {
      const back = new Promise<number>((resolve) => {
        const stop = client.onReconnected(() => {
          stop();
          resolve(performance.now());
        });
      });
      const gone = new Promise<void>((resolve) => {
        const stop = client.onState(({ lane, state }) => {
          if (lane !== 'events' || state !== 'connecting') return;
          stop();
          resolve();
        });
      });
      const restarting = execa(process.env.LABVM_LAB_RESTART_LIBVIRTD ?? '', { stdin: 'ignore' });
      await gone;
      while (!(await accepts(socketPath))) await sleep(2);
      const listensAt = performance.now();
      await restarting;
      took.push(Math.max(0, (await back) - listensAt));
      await client.call(procedures.connectGetLibVersion, {});
    }
  } finally {
    client.close();
  }
  return [single(`libvirtd restarted: its events again, worst of ${ROUNDS}`, Math.max(...took), 'ms', 1000)];
}

/** Whether somebody listens. */
function accepts(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
