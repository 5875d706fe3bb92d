import type { ViewSubmitAction } from '@slack/bolt';
import type { UserError } from '../../src/base/errors.ts';
import type { Locale } from '../../src/base/text.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { formValues } from '../../src/chat/form-values.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { People } from '../../src/chat/people.ts';
import type { Tasks } from '../../src/chat/tasks.ts';
import type { Command } from '../../src/command/command.ts';
import { lineOf } from '../../src/command/line.ts';
import { formErrors, readValues } from './form/index.ts';
import { readFormMeta } from './form-opener.ts';
import type { Act } from './inbound/act.ts';
import { invocationOf } from './inbound/invocation.ts';
import type { Serve } from './serve.ts';
import type { Waits } from './waits.ts';

export interface FormSentPorts {
  readonly desk: Desk;
  readonly chat: string;
  readonly commands: readonly Command[];
  readonly people: People;
  readonly locale: Locale;
  readonly serve: Pick<Serve, 'tell'>;
  readonly tasks: Tasks;
  readonly waits: Pick<Waits, 'formMs'>;
  /** The workspace that labvm is installed in. */
  readonly team: string;
}

/** What Slack is told of a form: nothing closes it, errors stay at their fields. */
export type FormAck = (response?: {
  response_action: 'errors';
  errors: Record<string, string>;
}) => Promise<void>;

/** A form that was filled in: its line, as if it had been typed, with what is wrong said at the fields. */
export async function takeForm(body: ViewSubmitAction, ack: FormAck, ports: FormSentPorts): Promise<void> {
  const { desk, people, serve, tasks, waits } = ports;
  const meta = readFormMeta(body.view.private_metadata);
  const command = meta && ports.commands.find(({ path }) => path.join(' ') === meta.path.join(' '));
  if (!meta || !command) return ack();
  const team = body.user.team_id ?? body.team?.id ?? '';
  const act: Act = {
    id: `slack:${team}:${body.view.id}:${body.trigger_id ?? body.view.hash}`,
    team,
    isElsewhere: team !== ports.team,
    user: body.user.id,
    userName: body.user.name ?? '',
    channel: meta.channel,
    thread: meta.thread,
    line: lineOf(command, formValues(command, readValues(body.view.state))),
    responseUrl: meta.responseUrl,
    triggerId: null,
    pressed: null,
  };
  const person = people.known(act.user);
  const refuse = async (error: UserError) => {
    const errors = formErrors(command, error, person?.locale ?? ports.locale);
    await ack({ response_action: 'errors', errors });
    await desk.mail.answered(act.id);
  };

  const received = await desk.receive(invocationOf(act, person, ports));
  if (received.kind === 'repeated') return ack();
  if (received.kind === 'rejected') return refuse(received.error);
  const answering = received.answer();
  const early = await inTime(waits.formMs, answering);
  if (early?.kind === 'refused') return refuse(early.error);
  await ack();
  tasks.run(async () => {
    await serve.tell(act, await answering, command.answer === 'channel');
    await desk.mail.answered(act.id);
  });
}
