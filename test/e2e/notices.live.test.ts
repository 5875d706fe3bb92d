import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, procedures, unixTransport } from '../../adapters/libvirt/rpc/index.ts';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { json, spawnLabvm, succeed } from './support/labvm.ts';

/** Types a line on a machine's serial console, where somebody is logged in. */
async function typeOnConsole(name: string, line: string): Promise<void> {
  const client = createClient({ transport: unixTransport(process.env.LABVM_LIBVIRT_SOCKET) });
  const { domain } = await client.call(procedures.domainLookupByName, { name });
  const { stream } = await client.openStream(procedures.domainOpenConsole, {
    domain,
    device: null,
    flags: 0,
  });
  stream.resume();
  await new Promise((resolve) => stream.write(`\n${line}\n`, resolve));
  await once(stream, 'close');
  client.close();
}

/** A labvm that goes on, and what it tells by itself. */
function listen() {
  const child = spawnLabvm(['--serve'], { env: { LABVM_LOCALE: 'es' } });
  const told: string[] = [];
  let heard = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    told.push(line);
    heard.resolve();
    heard = Promise.withResolvers();
  });
  return {
    told,
    async until(pattern: RegExp): Promise<string> {
      const giveUpAt = Date.now() + 30_000;
      for (;;) {
        const line = told.find((one) => pattern.test(one));
        if (line !== undefined) return line;
        const late = AbortSignal.timeout(Math.max(1, giveUpAt - Date.now()));
        const tooLate = new Promise<never>((_, reject) => {
          late.addEventListener(
            'abort',
            () => reject(new Error(`Not told: ${pattern}; told: ${told.join(' | ')}`)),
            { once: true },
          );
        });
        await Promise.race([heard.promise, tooLate]);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      const { exitCode } = await child;
      return exitCode;
    },
  };
}

describe('changes that nobody asked for', () => {
  let bot: ReturnType<typeof listen>;

  beforeAll(async () => {
    bot = listen();
    await succeed('/vm create tiny watched');
  });
  afterAll(async () => {
    await json('/vm delete watched --yes');
    expect(await bot.stop()).toBe(0);
    expect(await leftOvers()).toEqual(NOTHING);
  });

  it('are told in the language of the lab: switched off from outside', async () => {
    await virsh('destroy', 'watched');
    expect(await bot.until(/watched/)).toBe('watched se ha apagado a la fuerza, desde fuera de labvm.');
  });

  it('are not told when a command of any process caused them', async () => {
    const before = bot.told.length;
    await succeed('/vm start watched');
    await succeed('/vm stop watched');
    await succeed('/vm start watched');
    await succeed('/vm kill watched');
    // Told after all of those, so what they had told would stand before it.
    await virsh('start', 'watched');
    await bot.until(/se ha encendido/);
    expect(bot.told.slice(before)).toEqual(['watched se ha encendido.']);
  });

  it('are told when the system shuts itself down', async () => {
    await succeed('/vm restart watched');
    await typeOnConsole('watched', 'poweroff');
    await bot.until(/^watched se ha apagado desde dentro/);
  });

  it('are told afterwards when libvirt was away', async () => {
    await succeed('/vm start watched');
    const pid = Number(await readFile('/run/libvirt/qemu/watched.pid', 'utf8'));
    const daemon = Number(await readFile(process.env.LABVM_LAB_LIBVIRTD_PIDFILE ?? '', 'utf8'));
    process.kill(daemon, 'SIGSTOP');
    process.kill(pid, 'SIGKILL');
    await execa(process.env.LABVM_LAB_RESTART_LIBVIRTD ?? '', ['KILL']);
    expect(await bot.until(/watched.*Advertido/)).toContain('Advertido tras perderse la conexión');
  });
});
