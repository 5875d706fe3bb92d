import { ANSWER } from '../render/actions.ts';
import type { Act, Pressed } from './act.ts';
import { actName, firstOf, textAt, threadOf, valueAt } from './read.ts';

/** A button that was pressed or an entry of a menu that was chosen; null where it carries no command line. */
export function actOfButton(body: unknown, home: string): Act | null {
  const action = valueAt(body, 'actions', '0');
  const line = firstOf(textAt(action, 'value'), textAt(action, 'selected_option', 'value'));
  // Some Slack-compatible servers leave the container out.
  const channel = firstOf(textAt(body, 'channel', 'id'), textAt(body, 'container', 'channel_id'));
  const user = textAt(body, 'user', 'id');
  if (line === '' || channel === '' || user === '') return null;
  const team = firstOf(textAt(body, 'user', 'team_id'), textAt(body, 'team', 'id'));
  const message = firstOf(textAt(body, 'container', 'message_ts'), textAt(body, 'message', 'ts'));
  const thread = firstOf(textAt(body, 'container', 'thread_ts'), textAt(body, 'message', 'thread_ts'));
  const trigger = textAt(body, 'trigger_id');
  return {
    id: `slack:${team}:${channel}:${message}:${user}:${actName(textAt(action, 'action_ts'), trigger)}`,
    team,
    isElsewhere: team !== home,
    user,
    userName: firstOf(textAt(body, 'user', 'username'), textAt(body, 'user', 'name')),
    channel,
    thread: threadOf(message, thread),
    line,
    responseUrl: textAt(body, 'response_url') || null,
    triggerId: trigger || null,
    pressed: pressedOf(body),
  };
}

function pressedOf(body: unknown): Pressed {
  const blocks = valueAt(body, 'message', 'blocks');
  return {
    isQuestion: textAt(valueAt(body, 'actions', '0'), 'action_id').startsWith(ANSWER),
    text: textAt(body, 'message', 'text'),
    blocks: Array.isArray(blocks) ? blocks.filter((block) => textAt(block, 'type') !== '') : [],
  };
}
