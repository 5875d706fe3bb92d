import { UserError } from '../../src/base/errors.ts';
import { say, type Text } from '../../src/base/text.ts';
import type { Conversation } from '../../src/chat/conversation.ts';
import { formValues } from '../../src/chat/form-values.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { Received } from '../../src/command/answer.ts';
import type { Command } from '../../src/command/command.ts';
import { type GivenValues, lineOf } from '../../src/command/line.ts';
import { type AskerPorts, askerOf } from './asker.ts';
import type { OpenAttached } from './attachments.ts';
import { fileField, filesIn, formErrors, givenTwice, readValues } from './form/index.ts';
import { readFormMeta } from './form-opener.ts';
import type { Act } from './inbound/act.ts';
import type { FormBody } from './inbound/form-body.ts';
import type { Waits } from './waits.ts';

export interface FormSentPorts extends AskerPorts {
  readonly commands: readonly Command[];
  readonly conversation: Conversation;
  readonly waits: Pick<Waits, 'formMs'>;
  readonly openAttached: OpenAttached;
  /** The workspace that labvm is installed in. */
  readonly team: string;
}

/** What Slack is told of a form: nothing closes it, errors stay at their fields. */
export interface FormAnswer {
  readonly response_action: 'errors';
  readonly errors: Record<string, string>;
}

export type FormAck = (response?: FormAnswer) => Promise<void>;

const ONE_OF_BOTH: Text = {
  en: 'Give it as a text or as a file, not both.',
  es: 'Delo como texto o como fichero, no de las dos maneras.',
};

/** A form that was filled in: its line, as if it had been typed, with what is wrong said at the fields. */
export async function takeForm(body: FormBody, ack: FormAck, ports: FormSentPorts): Promise<void> {
  const meta = readFormMeta(body.view.private_metadata);
  const command = meta && ports.commands.find(({ path }) => path.join(' ') === meta.path.join(' '));
  if (!meta || !command) return ack();
  const language = () => ports.people.known(body.user.id)?.locale ?? ports.locale;
  const { state } = body.view;
  const twice = givenTwice(state);
  if (twice !== null)
    return ack({ response_action: 'errors', errors: { [fileField(twice)]: say(ONE_OF_BOTH, language()) } });
  const values = readValues(state);
  const line = lineOrError(command, formValues(command, values));
  if (line instanceof UserError)
    return ack({ response_action: 'errors', errors: formErrors(command, line, language(), values) });
  const team = body.user.team_id ?? body.team.id;
  const act: Act = {
    id: `slack:${team}:${body.view.id}:${body.trigger_id ?? body.view.hash}`,
    team,
    isElsewhere: team !== ports.team,
    user: body.user.id,
    userName: body.user.name,
    channel: meta.channel,
    thread: meta.thread,
    line,
    openFile: ports.openAttached(filesIn(state)),
    responseUrl: meta.responseUrl,
    triggerId: null,
    pressed: null,
  };
  /** What is wrong, if that is known in time. */
  const early = async (received: Received): Promise<UserError | null> => {
    if (received.kind !== 'accepted') return received.kind === 'rejected' ? received.error : null;
    const answer = await inTime(ports.waits.formMs, received.answer());
    return answer?.kind === 'refused' ? answer.error : null;
  };
  const acknowledge = async (received: Received): Promise<boolean> => {
    const error = await early(received);
    const errors = error && formErrors(command, error, language(), values);
    try {
      await ack(errors ? { response_action: 'errors', errors } : undefined);
    } catch (cause) {
      // The socket went meanwhile. What the form asked for has begun, and its answer is owed all the same.
      ports.log.warn({ err: cause }, 'a form could not be acknowledged');
      return false;
    }
    return error !== null;
  };
  await ports.conversation.take(askerOf(act, ports, acknowledge));
}

/** A form's line; what is wrong where a field was left empty that others stand behind. */
function lineOrError(command: Command, values: GivenValues): string | UserError {
  try {
    return lineOf(command, values);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
