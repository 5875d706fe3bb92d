import type { SlashCommand } from '@slack/bolt';
import type { Act } from './act.ts';
import { spokenText } from './spoken.ts';

/** A slash command. Slack offers none in threads. */
export function actOfCommand(command: SlashCommand, home: string): Act {
  const { team_id: team, user_id: user, channel_id: channel, trigger_id: triggerId } = command;
  return {
    id: `slack:${team}:${triggerId}`,
    team,
    isElsewhere: team !== home,
    user,
    userName: command.user_name,
    channel,
    thread: null,
    line: `${command.command} ${spokenText(command.text ?? '')}`.trim(),
    responseUrl: command.response_url || null,
    triggerId,
    pressed: null,
  };
}
