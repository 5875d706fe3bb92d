import type { Act } from './act.ts';
import { actName, textAt } from './read.ts';
import { spokenText } from './spoken.ts';

/** A slash command; null where the payload does not say whose, or where. Slack offers none in threads. */
export function actOfCommand(command: unknown, home: string): Act | null {
  const [team, user] = [textAt(command, 'team_id'), textAt(command, 'user_id')];
  const [channel, trigger] = [textAt(command, 'channel_id'), textAt(command, 'trigger_id')];
  if (user === '' || channel === '') return null;
  return {
    id: `slack:${team}:${actName(trigger)}`,
    team,
    isElsewhere: team !== home,
    user,
    userName: textAt(command, 'user_name'),
    channel,
    thread: textAt(command, 'thread_ts') || null,
    line: `${textAt(command, 'command')} ${spokenText(textAt(command, 'text'))}`.trim(),
    responseUrl: textAt(command, 'response_url') || null,
    triggerId: trigger || null,
    pressed: null,
  };
}
