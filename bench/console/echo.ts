import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { type Figure, median, quantile } from '../measure.ts';
import type { Service } from './service.ts';

/** A console that somebody types at. */
interface Typewriter {
  write(text: string): void;
  /** Waits until this is heard. */
  hear(text: string): Promise<void>;
  close(): Promise<void>;
}

const ROUNDS = 6;
const KEYS = 60;
/** Unhurried, so that each key is alone on its way. */
const PAUSE_MS = 15;

/** How long a key takes to be seen, over the page's socket and over `virsh console`, in turns. */
export async function benchEcho(service: Service, name: string, socketPath: string): Promise<Figure> {
  const ways = {
    ours: () => overPage(service, name),
    virsh: () => overVirsh(name, socketPath),
  };
  const took: Record<keyof typeof ways, number[]> = { ours: [], virsh: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of ['ours', 'virsh'] as const) {
      const typewriter = await ways[way]();
      took[way].push(...(await type(typewriter)));
      await typewriter.close();
      // The console is free again only a moment after its last viewer.
      await sleep(6000);
    }
  }
  const [own, other] = [median(took.ours), median(took.virsh)];
  const said = (all: readonly number[]) =>
    `${median(all).toFixed(2)} ms (p95 ${quantile(all, 0.95).toFixed(2)})`;
  return {
    name: `serial console: key to echo, median of ${took.ours.length}, against virsh console`,
    value: said(took.ours),
    against: said(took.virsh),
    ratio: own / other,
    aim: '≤ 1.2',
    met: own / other <= 1.2,
  };
}

/** `cat` repeats each line, and the terminal each key before that. */
async function type(typewriter: Typewriter): Promise<readonly number[]> {
  typewriter.write('\x03\r');
  await sleep(500);
  const took: number[] = [];
  for (let key = 0; key < KEYS; key += 1) {
    const letter = String.fromCharCode(97 + (key % 26));
    const startedAt = performance.now();
    const heard = typewriter.hear(letter);
    typewriter.write(letter);
    await heard;
    took.push(performance.now() - startedAt);
    await sleep(PAUSE_MS);
  }
  typewriter.write('\x03');
  // The first ones find nothing warm.
  return took.slice(5);
}

async function overPage(service: Service, name: string): Promise<Typewriter> {
  const session = await service.enter(await service.link(name));
  const socket = await session.open('serial');
  let listener: (text: string) => void = () => undefined;
  socket.on('message', (data: Buffer, isBinary: boolean) => isBinary && listener(data.toString()));
  if (socket.readyState !== socket.OPEN) await once(socket, 'open');
  await sleep(1000);
  return {
    write: (text) => socket.send(Buffer.from(text)),
    hear: (text) => heardBy((next) => (listener = next), text),
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

async function overVirsh(name: string, socketPath: string): Promise<Typewriter> {
  const uri = `qemu+unix:///system?socket=${socketPath}`;
  // virsh wants a terminal, which util-linux's `script` gives it.
  const child = execa('script', ['-qefc', `virsh -c ${uri} console ${name}`, '/dev/null'], {
    stdin: 'pipe',
    reject: false,
    buffer: false,
  });
  let listener: (text: string) => void = () => undefined;
  child.stdout.on('data', (data: Buffer) => listener(data.toString()));
  await sleep(1500);
  return {
    write: (text) => void child.stdin.write(text),
    hear: (text) => heardBy((next) => (listener = next), text),
    async close() {
      child.stdin.write('\x1d');
      await sleep(500);
      // virsh is gone by then; `script` waits for more to type.
      child.kill('SIGTERM');
      await child;
    },
  };
}

function heardBy(listen: (listener: (text: string) => void) => void, text: string): Promise<void> {
  return new Promise((resolve) => {
    listen((heard) => {
      if (heard.includes(text)) resolve();
    });
  });
}
