import type { APIMessage } from 'discord.js';
import type { UserError } from '../../src/base/errors.ts';
import type { Log } from '../../src/base/log.ts';
import { type Locale, say } from '../../src/base/text.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { OutMessage } from '../../src/chat/outbox/store.ts';
import type { InChat } from '../../src/chat/owed-message.ts';
import type { People } from '../../src/chat/people.ts';
import type { Tasks } from '../../src/chat/tasks.ts';
import type { Answer, Received } from '../../src/command/answer.ts';
import type { Command } from '../../src/command/command.ts';
import { lineOf } from '../../src/command/line.ts';
import { errorView } from '../../src/view/error-view.ts';
import { type View, view } from '../../src/view/view.ts';
import type { Answering, Asked } from './answering.ts';
import type { DiscordContent } from './content.ts';
import type { OpenForm } from './form-opener.ts';
import { withoutButtons } from './gone.ts';
import { type Act, invocationOf } from './inbound/index.ts';
import { escapeText } from './render/index.ts';
import { replyOf } from './reply.ts';
import { timeOfSnowflake } from './rest/index.ts';
import type { Waits } from './waits.ts';

/** What came with an act and is gone with this process. */
export interface Live {
  /** The message that was pressed, as Discord sends it back. */
  readonly message: APIMessage | null;
  /** A form may not be answered with a form. */
  readonly mayOpenForm: boolean;
}

export interface ServePorts {
  readonly desk: Desk;
  readonly people: People;
  readonly inDiscord: InChat;
  readonly log: Log;
  readonly tasks: Tasks;
  readonly openForm: OpenForm;
  readonly waits: Pick<Waits, 'quickMs' | 'lateMs'>;
  readonly render: (view: View, locale: Locale) => DiscordContent;
  answering(asked: Asked, isLeft: boolean): Answering;
  /** Takes care of a stored message until its last state is shown. */
  owe(message: OutMessage): void;
}

/** What somebody asked, from its record to its answer. */
export interface Serve {
  /** Records what was asked, acknowledges or answers it, and goes on with it in the background. */
  take(act: Act, live: Live): Promise<void>;
  /** Goes on with what an earlier process recorded. */
  finish(act: Act, askedAtMs: number, received: Received): Promise<void>;
  /** Says an error to whoever acted, and nothing else happens. */
  refuse(act: Act, error: UserError): Promise<void>;
}

const GOING_AHEAD = { en: 'Going ahead.', es: 'En marcha.' };
const FILL_IN = { en: 'Fill in a form', es: 'Rellenar un formulario' };

/** One act that is being dealt with. */
interface Case {
  readonly act: Act;
  readonly live: Live | null;
  readonly answering: Answering;
  readonly isAside: boolean;
}

export function createServe(ports: ServePorts): Serve {
  const { desk, people, tasks, log, waits } = ports;

  function caseOf(act: Act, live: Live | null, at: number): Case {
    const isAside = act.pressed?.isEphemeral === true;
    const { user, interaction } = act;
    return {
      act,
      live,
      isAside,
      answering: ports.answering({ user, interaction, at, isAside }, live === null),
    };
  }

  async function take(act: Act, live: Live): Promise<void> {
    const at = Date.now();
    people.met(act.user, { name: act.userName, locale: act.locale });
    const received = await desk.receive(invocationOf(act, replyOf(act, at)));
    if (received.kind === 'repeated') return;
    const one = caseOf(act, live, at);
    if (received.kind === 'rejected') {
      await refused(one, received.command, received.error);
      return desk.mail.answered(act.id);
    }
    const { command } = received;
    const isPrivate = command.answer === 'private';
    // Who was told by Discord that labvm does not respond does it again: the first one is not carried out as well.
    const isLate = at - timeOfSnowflake(act.interaction.id) > waits.lateMs;
    if (isLate && !(await one.answering.promise(isPrivate))) return desk.mail.answered(act.id);
    const answering = received.answer();
    const early = await inTime(waits.quickMs[command.answer], answering);
    if (!early) await one.answering.promise(isPrivate);
    tasks.run(async () => {
      await tell(one, command, early ?? (await answering));
      await desk.mail.answered(act.id);
    });
  }

  async function finish(act: Act, askedAtMs: number, received: Received): Promise<void> {
    if (received.kind === 'repeated') return;
    const one = caseOf(act, null, askedAtMs);
    if ((await one.answering.isThere()) === false) {
      log.info({ interaction: act.interaction.id }, 'what was asked before a restart was never acknowledged');
    } else if (received.kind === 'rejected') {
      await refused(one, received.command, received.error);
    } else {
      await tell(one, received.command, await received.answer(act.locale));
    }
    await desk.mail.answered(act.id);
  }

  async function tell(one: Case, command: Command, answer: Answer): Promise<void> {
    const isPrivate = command.answer === 'private';
    switch (answer.kind) {
      case 'started': {
        // Its message is the answer; a question that only the asker sees ends beside it.
        if (one.isAside) await sayTo(one, view({ parts: [{ kind: 'text', text: GOING_AHEAD }] }), true);
        else await one.answering.promise(isPrivate);
        const message = await desk.mail.take(answer.jobId);
        if (message) ports.owe(message);
        return;
      }
      case 'refused':
        return refused(one, command, answer.error);
      case 'asked':
        return sayTo(one, answer.view, true);
      case 'said':
        return sayTo(one, answer.view, isPrivate);
    }
  }

  async function refused(one: Case, command: Command | null, error: UserError): Promise<void> {
    const { act, live, answering } = one;
    if (error.isGone && live?.message && !one.isAside) {
      const sentence = escapeText(say(error.text, act.locale));
      const pressed = { channel: act.channel, message: live.message.id };
      if (await answering.change(withoutButtons(live.message, sentence), pressed)) return;
    }
    const isFromForm = live?.mayOpenForm === false;
    const wantsForm =
      command !== null && (error.code === 'missing-argument' || (isFromForm && error.option !== undefined));
    if (
      wantsForm &&
      live?.mayOpenForm &&
      answering.isOpen() &&
      (await ports.openForm(command, act, answering))
    )
      return;
    await sayTo(one, wantsForm ? withForm(errorView(error), command) : errorView(error), true);
  }

  async function sayTo({ act, answering }: Case, said: View, isPrivate: boolean): Promise<void> {
    await answering.say(ports.render(await ports.inDiscord(said, null), act.locale), isPrivate);
  }

  return {
    take,
    finish,
    async refuse(act, error) {
      const one = caseOf(act, { message: null, mayOpenForm: false }, Date.now());
      await sayTo(one, errorView(error), true);
    },
  };
}

/** An error with a button to the form. */
function withForm(shown: View, command: Command): View {
  return { ...shown, actions: [{ label: FILL_IN, command: lineOf(command, {}), style: 'primary' }] };
}
