import type { App } from '@slack/bolt';
import type { Log } from '../../src/base/log.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { askerOf } from './asker.ts';
import { suggestOptions } from './form/index.ts';
import { answeringAlike } from './form-again.ts';
import { type FormAck, type FormSentPorts, takeForm } from './form-sent.ts';
import type { Act } from './inbound/act.ts';
import { formBodyOf } from './inbound/form-body.ts';
import { actOfButton } from './inbound/from-button.ts';
import { actOfCommand } from './inbound/from-command.ts';
import { actOfMessage } from './inbound/from-message.ts';
import { valueAt } from './inbound/read.ts';
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
  /** What says too little to be an act is acknowledged, and that is all. */
  const take = (act: Act | null, ack: () => Promise<void>) =>
    act ? conversation.take(askerOf(act, ports, () => isBeyondReach(ack, log))) : ack();

  app.command(ANYTHING, ({ command, ack }) => take(actOfCommand(command, team), () => ack()));

  const hear = ({ event, body }: { readonly event: unknown; readonly body: unknown }) =>
    take(
      actOfMessage(event, { team, botUser, isShared: valueAt(body, 'is_ext_shared_channel') === true }),
      LATER,
    );
  app.event('app_mention', hear);
  app.event('message', hear);

  app.action({ type: 'block_actions' }, ({ body, ack }) => take(actOfButton(body, team), () => ack()));

  const takeOnce = answeringAlike((form, ack) => takeForm(form, ack, ports));
  app.view({ type: 'view_submission' }, ({ body, ack }) => {
    const form = formBodyOf(body);
    return form ? takeOnce(form, ack as FormAck) : ack();
  });

  app.options(ANYTHING, async ({ body, ack }) => {
    const form = formBodyOf(body);
    await ack({ options: form ? [...suggestOptions(await suggest(form, ports))] : [] });
  });
}
