import type { BlockAction } from '@slack/bolt';
import type { Act, Pressed } from './act.ts';

/** A button that was pressed or an entry of a menu that was chosen; null where it carries no command line. */
export function actOfButton(body: BlockAction, home: string): Act | null {
  const [action] = body.actions;
  const line = action ? lineOf(action) : undefined;
  // Some Slack-compatible servers leave the container out.
  const container: Partial<BlockAction['container']> = body.container ?? {};
  const channel = body.channel?.id ?? container.channel_id;
  if (!action || line === undefined || channel === undefined) return null;
  const { team_id: team = body.team?.id ?? '', id: user } = body.user;
  const message = container.message_ts ?? body.message?.ts ?? '';
  return {
    id: `slack:${team}:${channel}:${message}:${user}:${action.action_ts ?? body.trigger_id}`,
    team,
    isElsewhere: team !== home,
    user,
    userName: body.user.username ?? body.user.name ?? '',
    channel,
    thread: container.thread_ts ?? body.message?.thread_ts ?? null,
    line,
    responseUrl: body.response_url || null,
    triggerId: body.trigger_id,
    pressed: pressedOf(body),
  };
}

function lineOf(action: BlockAction['actions'][number]): string | undefined {
  if ('value' in action && typeof action.value === 'string') return action.value;
  if ('selected_option' in action) return action.selected_option?.value;
  return undefined;
}

function pressedOf(body: BlockAction): Pressed {
  const { message } = body;
  return {
    isEphemeral: body.container?.is_ephemeral === true,
    text: message?.text ?? '',
    blocks: Array.isArray(message?.blocks) ? message.blocks : [],
  };
}
