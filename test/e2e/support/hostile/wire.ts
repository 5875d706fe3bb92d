import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { PATIENCE_MS } from '../../../support/patience.ts';
import { type Heard, readFrame } from './heard.ts';

const RAW = fileURLToPath(new URL('./raw.pl', import.meta.url));

/** The frames of a card that stands in a network namespace of its own. */
export interface Wire {
  readonly heard: readonly Heard[];
  send(...frames: readonly Buffer[]): void;
  /** The first frame of this kind from a place in `heard` on. */
  hears(what: string, isIt: (heard: Heard) => boolean, from?: number): Promise<Heard>;
  close(): Promise<void>;
}

interface WireOptions {
  /** The end that the host sees: its name, and what is done with it. */
  readonly outer: { readonly name: string; readonly settings: readonly string[] };
  /** Tells this wire from others. */
  readonly id: string;
  /** The hardware address of the end within. */
  readonly mac: string;
  readonly onHeard?: (heard: Heard, send: Wire['send']) => void;
}

export async function openWire({ outer, id, mac, onHeard }: WireOptions): Promise<Wire> {
  const [space, card] = [`space${id}`, `card${id}`];
  const ip = (...args: readonly string[]) => execa('ip', args);
  await ip('netns', 'add', space);
  await ip('link', 'add', outer.name, 'type', 'veth', 'peer', 'name', card, 'netns', space);
  // Not a word of its own from the system behind the card.
  await ip('-n', space, 'link', 'set', card, 'addrgenmode', 'none');
  await ip('-n', space, 'link', 'set', card, 'address', mac, 'up');
  await ip('link', 'set', outer.name, 'addrgenmode', 'none', ...outer.settings, 'up');

  const program = execa('ip', ['netns', 'exec', space, 'perl', RAW, card], { buffer: false, reject: false });
  const heard: Heard[] = [];
  const news = new EventEmitter<{ frame: [] }>();
  const opened = Promise.withResolvers<void>();
  const send: Wire['send'] = (...frames) =>
    void program.stdin.write(frames.map((frame) => `${frame.toString('hex')}\n`).join(''));
  const listening = (async () => {
    for await (const line of program.iterable({ from: 'stdout' })) {
      if (line === 'open') {
        opened.resolve();
        continue;
      }
      const one = readFrame(Buffer.from(line, 'hex'));
      heard.push(one);
      onHeard?.(one, send);
      news.emit('frame');
    }
    opened.reject(new Error(`the wire ${id} ended`));
  })();
  await opened.promise;

  return {
    heard,
    send,
    async hears(what, isIt, from = 0) {
      const giveUp = new Promise<'late'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'late').unref());
      for (;;) {
        const found = heard.slice(from).find(isIt);
        if (found) return found;
        if ((await Promise.race([once(news, 'frame'), giveUp])) === 'late')
          throw new Error(`${outer.name} did not hear ${what}, but ${heard.length - from} other frames`);
      }
    },
    async close() {
      program.stdin.end();
      await Promise.all([program, listening.catch(() => undefined)]);
      await ip('link', 'delete', outer.name);
      await ip('netns', 'delete', space);
    },
  };
}
