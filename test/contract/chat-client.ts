import { describe, expect, it } from 'vitest';
import { failureOf } from '../../src/chat/call-failure.ts';
import type { ChatClient, Spot } from '../../src/chat/client.ts';
import { type View, view } from '../../src/view/view.ts';

/** What goes wrong with the next call of a kind. */
export type Trouble = 'limited' | 'hang-up' | 'malformed' | 'revoked';

/** A chat as its client sees it, and as the people in it do. */
export interface ClientUnderTest {
  readonly client: ChatClient;
  /** Where labvm may write, and where it may not. */
  readonly channel: string;
  readonly closed: string;
  /** Somebody who can be written to. */
  readonly user: string;
  /** What stands in a channel, oldest first. */
  shown(channel: string): readonly string[];
  /** Somebody deletes a message. */
  remove(spot: Spot): void;
  fails(call: 'post' | 'edit', how: Trouble): void;
}

/** What the outbox relies on, whichever chat it writes to. */
export function chatClientContract(name: string, open: () => Promise<ClientUnderTest>): void {
  describe(`the outbox at ${name}`, () => {
    const says = (text: string): View => view({ parts: [{ kind: 'text', text }] });
    const HOW = { wording: null, withFiles: true };

    async function opened() {
      const chat = await open();
      const { client } = chat;
      const post = (id: string, text: string, channel = chat.channel) =>
        client.post({ channel, thread: null, id, payload: client.compose(says(text), 'en', { ...HOW, id }) });
      const edit = (spot: Spot, id: string, text: string) =>
        client.edit(spot, { id, payload: client.compose(says(text), 'en', { ...HOW, id }) });
      const whyNot = (doing: Promise<unknown>) => doing.then(() => null, failureOf);
      return { ...chat, post, edit, whyNot };
    }

    it('posts a message, finds it again by its name, and edits it', async () => {
      const { client, channel, shown, post, edit } = await opened();
      const sinceMs = Date.now() - 60_000;
      const spot = await post('M1', 'hello');
      expect(spot.channel).toBe(channel);
      expect(shown(channel)).toEqual([expect.stringContaining('hello')]);
      const search = { channel, thread: null, reply: null, sinceMs };
      expect(await client.find({ ...search, id: 'M1' })).toBe(spot.message);
      expect(await client.find({ ...search, id: 'M2' })).toBeNull();
      await edit(spot, 'M1', 'goodbye');
      expect(shown(channel)).toEqual([expect.stringContaining('goodbye')]);
    });

    it('finds what was posted though the chat said nothing to it', async () => {
      const { client, channel, shown, fails, post, whyNot } = await opened();
      fails('post', 'hang-up');
      expect(await whyNot(post('M1', 'hello'))).toEqual({ kind: 'unknown' });
      const found = await client.find({
        channel,
        thread: null,
        id: 'M1',
        reply: null,
        sinceMs: Date.now() - 60_000,
      });
      expect(found).not.toBeNull();
      expect(shown(channel)).toHaveLength(1);
    });

    it('answers what belongs to another message', async () => {
      const { client, channel, shown, post } = await opened();
      const { message: thread } = await post('M1', 'the card');
      const payload = client.compose(says('a change'), 'en', { ...HOW, id: 'M2' });
      await client.post({ channel, thread, id: 'M2', payload });
      expect(shown(channel)).toHaveLength(2);
    });

    it('writes to somebody directly', async () => {
      const { client, user, shown, post } = await opened();
      const direct = await client.openDirect(user);
      await post('M1', 'only you', direct);
      expect(shown(direct)).toEqual([expect.stringContaining('only you')]);
    });

    it('says that a channel is closed', async () => {
      const { closed, shown, post, whyNot } = await opened();
      expect(await whyNot(post('M1', 'hello', closed))).toMatchObject({ kind: 'closed' });
      expect(shown(closed)).toEqual([]);
    });

    it('says that a message is lost', async () => {
      const { post, edit, remove, whyNot } = await opened();
      const spot = await post('M1', 'hello');
      remove(spot);
      expect(await whyNot(edit(spot, 'M1', 'goodbye'))).toMatchObject({ kind: 'lost' });
    });

    it.each(['post', 'edit'] as const)('says how long it is to wait with a %s', async (call) => {
      const { fails, post, edit, whyNot } = await opened();
      const spot = await post('M1', 'hello');
      fails(call, 'limited');
      const late = call === 'post' ? post('M2', 'once more') : edit(spot, 'M1', 'once more');
      expect(await whyNot(late)).toMatchObject({ kind: 'limited', retryAfterMs: expect.any(Number) });
    });

    it('puts what is malformed plainer, and not for ever', async () => {
      const { client, channel, fails, post, whyNot } = await opened();
      fails('post', 'malformed');
      expect(await whyNot(post('M1', 'hello'))).toMatchObject({ kind: 'malformed' });
      let wording: string | null = null;
      let payload = client.compose(says('hello'), 'en', { ...HOW, id: 'M1' });
      const bodies = [JSON.stringify(payload.body)];
      for (;;) {
        wording = client.plainer(payload, { wording, isShown: false });
        if (wording === null) break;
        payload = client.compose(says('hello'), 'en', { ...HOW, wording, id: 'M1' });
        bodies.push(JSON.stringify(payload.body));
        await client.post({ channel, thread: null, id: `M${bodies.length}`, payload });
      }
      expect(bodies.length).toBeGreaterThan(1);
      expect(new Set(bodies).size).toBe(bodies.length);
    });

    it('says that its token works no more', async () => {
      const { fails, post, whyNot } = await opened();
      fails('post', 'revoked');
      expect(await whyNot(post('M1', 'hello'))).toMatchObject({ kind: 'revoked' });
    });
  });
}
