import { type Duplex, duplexPair } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { silentLog } from '../../../../src/base/log.ts';
import { createSerialHub, LINGER_MS } from '../../../../src/console/serial/hub.ts';
import { MOST_BEHIND_BYTES, type Piece, SCROLLBACK_BYTES } from '../../../../src/console/serial/line.ts';
import type { VmRef } from '../../../../src/vm/vm.ts';
import { hostError } from '../../../fakes/host-error.ts';

const REF = 'a' as VmRef;

/** A machine's console whose guest a test speaks for. */
function guest({ logged = '' } = {}) {
  const opened: { ours: Duplex; guest: Duplex }[] = [];
  let refusal: Error | null = null;
  let reading = (): void => undefined;
  const hub = createSerialHub({
    hypervisor: {
      async openSerial() {
        if (refusal) throw refusal;
        const [ours, other] = duplexPair();
        opened.push({ ours, guest: other });
        return ours;
      },
      async consoleTail(_ref, most) {
        reading();
        await nextTurn();
        return Buffer.from(logged).subarray(-most);
      },
    },
    clock: { now: () => new Date() },
    log: silentLog,
  });
  return {
    hub,
    opened,
    refuse: (error: Error) => {
      refusal = error;
    },
    /** What the guest does while its log is read. */
    whileReading: (act: () => void) => {
      reading = act;
    },
    say: (text: string | Buffer) => opened.at(-1)?.guest.write(text),
  };
}

/** Takes pieces until so many bytes are there. */
async function take(pieces: AsyncIterator<Piece>, bytes: number) {
  const heard: Buffer[] = [];
  const others: Piece[] = [];
  let length = 0;
  while (length < bytes) {
    const { value, done } = await pieces.next();
    if (done) break;
    if (value.kind !== 'bytes') {
      others.push(value);
      continue;
    }
    heard.push(Buffer.from(value.bytes));
    length += value.bytes.length;
  }
  return { text: Buffer.concat(heard).toString('latin1'), others };
}

it('opens a console once, shows everybody what was said before, and then the same', async () => {
  const lab = guest({ logged: 'before\n' });
  const [one, two] = await Promise.all([lab.hub.join(REF, null), lab.hub.join(REF, null)]);
  expect(lab.opened).toHaveLength(1);
  const [first, second] = [one.pieces()[Symbol.asyncIterator](), two.pieces()[Symbol.asyncIterator]()];
  lab.say('now');
  for (const pieces of [first, second]) expect((await take(pieces, 10)).text).toBe('before\nnow');
  const heard = new Promise((resolve) => lab.opened[0]?.guest.once('data', resolve));
  await two.write(Buffer.from('typed'));
  expect(String(await heard)).toBe('typed');
  lab.hub.close();
});

it('shows once what came while its log was read', async () => {
  const lab = guest({ logged: 'old news, fresh' });
  lab.whileReading(() => void lab.say(' fresh and more'));
  const viewer = await lab.hub.join(REF, null);
  const { text } = await take(viewer.pieces()[Symbol.asyncIterator](), 24);
  expect(text).toBe('old news, fresh and more');
  lab.hub.close();
});

it('goes on where a viewer was, and shows a stranger’s place the scrollback', async () => {
  const lab = guest();
  const viewer = await lab.hub.join(REF, null);
  const pieces = viewer.pieces()[Symbol.asyncIterator]();
  const { value: at } = await pieces.next();
  const offset = (at as Extract<Piece, { kind: 'at' }>).offset;
  lab.say('0123456789');
  await take(pieces, 10);
  const again = await lab.hub.join(REF, offset + 4);
  const rest = await take(again.pieces()[Symbol.asyncIterator](), 6);
  expect(rest.text).toBe('456789');
  expect(rest.others).toEqual([{ kind: 'at', offset: offset + 4, live: offset + 10 }]);
  for (const wrong of [0, offset + 11, Number.MAX_SAFE_INTEGER]) {
    const stranger = await lab.hub.join(REF, wrong);
    expect((await take(stranger.pieces()[Symbol.asyncIterator](), 10)).text).toBe('0123456789');
  }
  lab.hub.close();
});

it('a viewer who does not read holds up neither the guest nor others, and is told what he missed', async () => {
  const lab = guest();
  const slow = await lab.hub.join(REF, null);
  const quick = await lab.hub.join(REF, null);
  const slowPieces = slow.pieces()[Symbol.asyncIterator]();
  await slowPieces.next();
  const quickPieces = quick.pieces()[Symbol.asyncIterator]();
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const total = MOST_BEHIND_BYTES + 10 * chunk.length;
  let length = 0;
  for (let sent = 0; sent < total; sent += chunk.length) {
    lab.say(chunk);
    length += (await take(quickPieces, chunk.length)).text.length;
  }
  expect(length).toBe(total);
  const { text, others } = await take(slowPieces, SCROLLBACK_BYTES);
  expect(text).toHaveLength(SCROLLBACK_BYTES);
  expect(others.map(({ kind }) => kind)).toEqual(['skipped', 'at']);
  expect(others[0]).toEqual({ kind: 'skipped', bytes: total - SCROLLBACK_BYTES });
  lab.hub.close();
});

it('ends for everybody with the console, and opens anew', async () => {
  const lab = guest();
  const viewer = await lab.hub.join(REF, null);
  const pieces = viewer.pieces()[Symbol.asyncIterator]();
  lab.say('bye');
  await take(pieces, 3);
  lab.opened[0]?.guest.end();
  expect((await pieces.next()).done).toBe(true);
  const again = await lab.hub.join(REF, null);
  expect(lab.opened).toHaveLength(2);
  again.leave();
  lab.hub.close();
});

it('says why it cannot be opened, and tries again for the next one', async () => {
  const lab = guest();
  lab.refuse(hostError('busy', 'Another program has it.'));
  await expect(lab.hub.join(REF, null)).rejects.toMatchObject({ kind: 'busy' });
  await expect(lab.hub.join(REF, null)).rejects.toMatchObject({ kind: 'busy' });
});

it('stays open a moment for whoever comes back, and then closes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const lab = guest();
  const viewer = await lab.hub.join(REF, null);
  viewer.leave();
  vi.advanceTimersByTime(LINGER_MS - 1);
  const back = await lab.hub.join(REF, null);
  expect(lab.opened).toHaveLength(1);
  back.leave();
  vi.advanceTimersByTime(LINGER_MS - 1);
  expect(lab.opened[0]?.ours.destroyed).toBe(false);
  vi.advanceTimersByTime(1);
  await expect.poll(() => lab.opened[0]?.ours.destroyed).toBe(true);
});
