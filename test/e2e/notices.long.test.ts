import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, procedures, unixTransport } from '../../adapters/libvirt/rpc/index.ts';
import { deleteMachines } from './support/clean.ts';
import { succeed } from './support/labvm.ts';
import { listen } from './support/listen.ts';

/** Types a line on a machine's serial console, where somebody is logged in, until the machine ends. */
async function typeOnConsole(name: string, line: string): Promise<void> {
  const client = createClient({ transport: unixTransport(process.env.LABVM_LIBVIRT_SOCKET) });
  const { domain } = await client.call(procedures.domainLookupByName, { name });
  const { stream } = await client.openStream(procedures.domainOpenConsole, {
    domain,
    device: null,
    flags: 0,
  });
  stream.resume();
  const ended = once(stream, 'close');
  // A guest that is still booting throws away what it hears.
  do stream.write(`\n${line}\n`);
  while (!(await Promise.race([ended.then(() => true), sleep(1000, false)])));
  client.close();
}

describe('changes that nobody asked for', () => {
  let bot: ReturnType<typeof listen>;

  beforeAll(async () => {
    bot = listen();
    await succeed('/vm create tiny watched');
  });
  afterAll(async () => {
    await deleteMachines();
    expect(await bot.stop()).toBe(0);
  });

  it('are told when the system shuts itself down, and what commands of another process did is not', async () => {
    for (const order of ['restart', 'stop', 'start']) await succeed(`/vm ${order} watched`);
    await typeOnConsole('watched', 'poweroff');
    // Told after all of those, so what they had told would stand before it.
    await bot.until(/./);
    expect(bot.told).toEqual([expect.stringMatching(/^watched se ha apagado por sí misma/)]);
  });

  it('are told afterwards when libvirt was away', async () => {
    await succeed('/vm start watched');
    const pid = Number(await readFile('/run/libvirt/qemu/watched.pid', 'utf8'));
    const daemon = Number(await readFile(process.env.LABVM_LAB_LIBVIRTD_PIDFILE ?? '', 'utf8'));
    process.kill(daemon, 'SIGSTOP');
    process.kill(pid, 'SIGKILL');
    await execa(process.env.LABVM_LAB_RESTART_LIBVIRTD ?? '', ['KILL']);
    expect(await bot.until(/watched.*Detectado/)).toContain('Detectado tras perderse la conexión');
  });
});
