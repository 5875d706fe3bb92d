import type { APIMessage } from 'discord.js';
import type { UserError } from '../../src/base/errors.ts';
import { say } from '../../src/base/text.ts';
import type { Asker } from '../../src/chat/conversation.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { InChat } from '../../src/chat/outbox/states.ts';
import type { People } from '../../src/chat/people.ts';
import { errorView } from '../../src/view/error-view.ts';
import { type View, view } from '../../src/view/view.ts';
import { createAnswering } from './answering.ts';
import type { OpenAttached } from './attachments.ts';
import type { DiscordClock } from './clock.ts';
import type { Forms } from './forms.ts';
import { withoutButtons } from './gone.ts';
import { type Act, invocationOf } from './inbound/index.ts';
import { escapeText } from './render/index.ts';
import { replyOf } from './reply.ts';
import type { AnsweringPorts } from './talk.ts';
import type { Waits } from './waits.ts';

/** What came with an act and is gone with this process. */
export interface Live {
  /** The message that was pressed, as Discord sends it back. */
  readonly message: APIMessage | null;
  /** A form may not be answered with a form. */
  readonly mayOpenForm: boolean;
}

export interface AskerPorts extends AnsweringPorts {
  readonly people: Pick<People, 'met'>;
  readonly inDiscord: InChat;
  readonly forms: Forms;
  readonly openAttached: OpenAttached;
  readonly clock: Pick<DiscordClock, 'arrived'>;
  readonly waits: Waits;
}

/** What other values may mend. */
const MENDABLE: ReadonlySet<UserError['code']> = new Set(['over-limit', 'no-capacity', 'exists']);

const GOING_AHEAD = { en: 'Going ahead.', es: 'En marcha.' };

/**
 * Somebody who did something in Discord.
 * @param live null for what an earlier process recorded
 * @param at when it was done, in milliseconds since 1970; measured unless given
 */
export function askerOf(act: Act, live: Live | null, ports: AskerPorts, at = doneAt(act, ports)): Asker {
  const { log, waits } = ports;
  const { user, userName, locale, interaction } = act;
  const isAside = act.pressed?.isAnswered === true;
  const arrivedAt = Date.now();
  const answering = createAnswering({ user, interaction, at, isAside }, live === null, ports);

  const sayTo = async (said: View, isPrivate: boolean) =>
    answering.say({ view: await ports.inDiscord(said, null), locale, isPrivate });
  const isForForm = (error: UserError) =>
    error.code === 'missing-argument' ||
    (act.filledIn !== undefined && (error.option !== undefined || MENDABLE.has(error.code)));

  return {
    invocation: {
      ...invocationOf(act, replyOf(act, at)),
      openFile: ports.openAttached(act.attachments ?? []),
    },
    locale: async () => locale,
    async acknowledge(received) {
      if (live === null) {
        if ((await answering.isThere()) !== false) return false;
        log.info({ interaction: interaction.id }, 'what was asked before a restart was never acknowledged');
        return true;
      }
      ports.people.met(user, { name: userName, locale });
      if (received.kind !== 'accepted') return false;
      const { answer } = received.command;
      // Who was told by Discord that labvm does not respond does it again: the first one is not carried out as well.
      const isLate = Date.now() - at > waits.lateMs;
      if (isLate && !(await answering.promise(answer === 'private'))) return true;
      // Whoever had to wait for the record already hears of labvm before anything else is done.
      const leftMs = arrivedAt + waits.quickMs[answer] - Date.now();
      const early = leftMs > 0 ? await inTime(leftMs, received.answer()) : null;
      if (!early) await answering.promise(answer === 'private');
      return false;
    },
    async begin(isPrivate) {
      // Its message is the answer; a question that only the asker sees ends beside it.
      if (isAside) await sayTo(view({ parts: [{ kind: 'text', text: GOING_AHEAD }] }), true);
      else await answering.promise(isPrivate);
    },
    tell: sayTo,
    async refuse(error, command) {
      const shown = command && isForForm(error) ? ports.forms.offer(error, command, act) : errorView(error);
      await sayTo(shown, true);
    },
    async openForm(command, error) {
      if (!isForForm(error) || !live?.mayOpenForm || !answering.isOpen()) return false;
      return ports.forms.open(command, act, answering);
    },
    async sayGone(error) {
      if (!live?.message || isAside) return false;
      const sentence = escapeText(say(error.text, locale));
      const pressed = { channel: act.channel, message: live.message.id };
      return answering.change(withoutButtons(live.message, sentence), pressed, locale);
    },
  };
}

/** When something was done that has arrived just now, by our clock. */
export function doneAt({ interaction }: Act, { clock }: Pick<AskerPorts, 'clock'>): number {
  return clock.arrived(interaction.id, Date.now());
}
