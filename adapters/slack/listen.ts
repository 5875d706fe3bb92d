import type { App, BlockAction, BlockSuggestion, ViewSubmitAction } from '@slack/bolt';
import type { Log } from '../../src/base/log.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { askerOf } from './asker.ts';
import { suggestOptions } from './form/index.ts';
import { type FormAck, type FormSentPorts, takeForm } from './form-sent.ts';
import type { Act } from './inbound/act.ts';
import { actOfButton } from './inbound/from-button.ts';
import { actOfCommand } from './inbound/from-command.ts';
import { actOfMessage, type SaidMessage } from './inbound/from-message.ts';
import { suggest } from './suggest.ts';
import type { Waits } from './waits.ts';

export interface ListenPorts extends FormSentPorts {
  readonly desk: Desk;
  readonly waits: Waits;
  /** labvm's user in the workspace. */
  readonly botUser: string;
}

const ANYTHING = /[\s\S]*/;
/** Events are acknowledged by the receiver when their listener has returned. */
const LATER = async () => {};

/** The part of an event's envelope that says whether others share its channel. */
interface SharedBody {
  readonly is_ext_shared_channel?: boolean;
}

/**
 * Acknowledges an act. Where Slack does not hear it, it has told the asker that labvm does not respond, and they do it again:
 * the first one is not carried out as well, neither now nor by a later process.
 * @returns whether Slack did not hear it
 */
export async function isBeyondReach(ack: () => Promise<void>, log: Log): Promise<boolean> {
  try {
    await ack();
    return false;
  } catch (cause) {
    log.warn({ err: cause }, 'an act could not be acknowledged, and is not carried out');
    return true;
  }
}

/** Hears everything that people can do with labvm in Slack. */
export function listen(app: App, ports: ListenPorts): void {
  const { conversation, team, botUser, log } = ports;
  const take = (act: Act, ack: () => Promise<void>) =>
    conversation.take(askerOf(act, ports, () => isBeyondReach(ack, log)));

  app.command(ANYTHING, ({ command, ack }) => take(actOfCommand(command, team), () => ack()));

  const hear = async (message: SaidMessage, body: SharedBody) => {
    const act = actOfMessage(message, { team, botUser, isShared: body.is_ext_shared_channel === true });
    if (act) await take(act, LATER);
  };
  app.event('app_mention', ({ event, body }) => hear(event as SaidMessage, body as SharedBody));
  app.event('message', ({ event, body }) => hear(event as SaidMessage, body as SharedBody));

  app.action({ type: 'block_actions' }, async ({ body, ack }) => {
    const act = actOfButton(body as BlockAction, team);
    if (act) await take(act, () => ack());
    else await ack();
  });

  app.view({ type: 'view_submission' }, ({ body, ack }) =>
    takeForm(body as ViewSubmitAction, ack as FormAck, ports),
  );

  app.options(ANYTHING, async ({ body, ack }) => {
    const options = suggestOptions(await suggest(body as BlockSuggestion, ports));
    await ack({ options: [...options] });
  });
}
