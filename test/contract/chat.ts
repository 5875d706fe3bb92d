import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/base/text.ts';
import { type ChatLab, openChatLab, settled } from './chat-lab.ts';

/** Somebody at a chat, as a test plays him. */
export interface ChatPerson {
  /** Says a line, as it is typed there. */
  say(line: string): Promise<void>;
  /** Everything this person sees by now, the newest state of each message, in plain words. */
  seen(): string;
  /** Waits until what he sees matches. @returns all that he sees then */
  sees(pattern: RegExp): Promise<string>;
  /** Answers the question that he was asked last: yes, or no. */
  answer(isYes: boolean): Promise<void>;
  /** Has the job cancelled that he sees at work. */
  cancel(): Promise<void>;
  /** Asks anew for what failed, with its button; null where a line is typed again. */
  readonly retry: (() => Promise<void>) | null;
  /** What he is offered where a line goes on, such as images behind `/vm create`. */
  offered(line: string): Promise<readonly string[]>;
  /** Says a line that the chat delivers twice; null where it cannot. */
  readonly sayTwice: ((line: string) => Promise<void>) | null;
}

/** A chat before a lab. */
export interface ChatUnderTest {
  person(locale: Locale): Promise<ChatPerson>;
  close(): Promise<void>;
}

export type OpenChat = (lab: ChatLab) => Promise<ChatUnderTest>;

/** What people may rely on, whichever chat they use. */
export function chatContract(name: string, openChat: OpenChat): void {
  describe(`a person at ${name}`, () => {
    async function open(locale: Locale = 'en') {
      const lab = await openChatLab();
      const chat = await openChat(lab);
      return { lab, chat, person: await chat.person(locale) };
    }

    it('asks and is answered', async () => {
      const { person } = await open();
      await person.say('/image list');
      await person.sees(/tiny/);
    });

    it('is told what is wrong and what to do', async () => {
      const { person } = await open();
      await person.say('/vm creat tiny');
      expect(await person.sees(/There is no command \/vm creat/)).toMatch(/\/vm create/);
    });

    it('is understood with the dashes and quotes that phones make', async () => {
      const { person, lab } = await open();
      await person.say('/vm create tiny “web1” —memory 256M');
      await person.sees(/web1[\s\S]*256 MiB/);
      expect(lab.world.machine('web1').plan.spec.memoryMiB).toBe(256);
    });

    it('sees a job fill itself in and end as a card', async () => {
      const { person, lab } = await open();
      await person.say('/vm create tiny web1');
      const seen = await person.sees(/running/);
      expect(seen).toMatch(/web1/);
      expect(seen).toMatch(/\d+\.\d+\.\d+\.\d+/);
      expect(lab.world.machine('web1').power).toBe('running');
    });

    it('is answered in Spanish', async () => {
      const { person } = await open('es');
      await person.say('/vm crear tiny web1');
      expect(await person.sees(/encendida|en marcha/)).toMatch(/Dirección/);
    });

    it('is asked before something is lost, and nothing is lost on a no', async () => {
      const { person, lab } = await open();
      await person.say('/vm create tiny web1');
      await person.sees(/running/);
      await person.say('/vm delete web1');
      await person.sees(/Delete web1\?[\s\S]*cannot be undone/);
      await person.answer(false);
      expect(lab.world.machine('web1').power).toBe('running');
    });

    it('loses what he said yes to', async () => {
      const { person, lab } = await open();
      await person.say('/vm create tiny web1');
      await person.sees(/running/);
      await person.say('/vm delete web1');
      await person.sees(/cannot be undone/);
      await person.answer(true);
      await person.sees(/web1 has been deleted/);
      expect([...lab.world.machines.values()]).toEqual([]);
    });

    it('can have a job cancelled, and everything is put back', async () => {
      const { person, lab } = await open();
      lab.world.guests.bootMs = Number.POSITIVE_INFINITY;
      await person.say('/vm create tiny web1');
      await person.sees(/address/i);
      await person.cancel();
      await person.sees(/Cancelled: create/);
      expect([...lab.world.machines.values()]).toEqual([]);
    });

    it('is told who asked for what failed, and asks for it anew with one button', async () => {
      const { person, lab } = await open();
      // Nothing is fetched in this lab.
      await person.say('/vm create debian web1');
      const failed = await person.sees(/Could not create web1/);
      expect(failed).not.toContain('Creating web1');
      if (!person.retry) return;
      expect(failed).toMatch(/Asked by/);
      const bytes = { sizeBytes: 3e8, virtualSizeBytes: 2 * 1024 ** 3, sha256: 'd'.repeat(64) };
      const here = { id: 'debian', format: 'qcow2', ...bytes, origin: null, declared: null } as const;
      lab.world.images.push({ ...here, usedBy: [] });
      await person.retry();
      await person.sees(/running/);
      expect(lab.world.machine('web1').plan.image).toBe('debian');
    });

    it('hears of a change that nobody asked for', async () => {
      const { person, lab } = await open();
      await person.say('/vm create tiny web1');
      await person.sees(/running/);
      // The events of the job itself are over when its echo is.
      await settled(lab, 'web1');
      lab.world.crash('web1');
      await person.sees(/web1 has crashed/);
    });

    it('is offered what may come next', async () => {
      const { person } = await open();
      expect(await person.offered('/vm create tiny')).toEqual(['tiny', 'tinycore']);
    });

    it('makes several machines with one line and one message', async () => {
      const { person, lab } = await open();
      await person.say('/vm create tiny class --count 3');
      await person.sees(/3 machines are ready/);
      expect(lab.world.machines.size).toBe(3);
    });

    it('does nothing twice when an act is delivered twice', async () => {
      const { person, lab } = await open();
      await (person.sayTwice ?? person.say)('/vm create tiny');
      await person.sees(/running/);
      await person.say('/vm list');
      await person.sees(/Name[\s\S]*tiny-1/);
      expect(await lab.store.jobs.list({ limit: 9 })).toHaveLength(1);
    });
  });
}
