import type { Command } from '../../src/command/command.ts';
import { usageOf } from '../../src/command/usage.ts';
import { SCOPES } from './scopes.ts';
import { RESERVED } from './slash-words.ts';

/** A slash command as it stands in an app's manifest. */
export interface SlashEntry {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  /** People are typed as `<@U1|ana>`, so that labvm knows who is meant. */
  readonly should_escape: true;
  readonly url?: string;
}

/** A Slack app, as its configuration is imported (docs.slack.dev, app manifest reference). */
export interface Manifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly app_home: object;
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly slash_commands: readonly SlashEntry[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: object;
}

/**
 * The manifest of labvm, from its commands.
 * @param url where Slack's requests arrive, such as `https://lab.example/slack/events`; null for Socket Mode
 */
export function slackManifest(commands: readonly Command[], url: string | null): Manifest {
  const isSocket = url === null;
  return {
    display_information: {
      name: 'labvm',
      description: 'The control desk of a lab of virtual machines',
      background_color: '#1f2d3d',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'labvm', always_online: true },
      slash_commands: slashCommands(commands).map((entry) => (isSocket ? entry : { ...entry, url })),
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: {
        ...(isSocket ? {} : { request_url: url }),
        bot_events: ['app_mention', 'message.im'],
      },
      interactivity: {
        is_enabled: true,
        ...(isSocket ? {} : { request_url: url, message_menu_options_url: url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: isSocket,
      token_rotation_enabled: false,
    },
  };
}

/** First words that Slack lets an app have. The others are not lost: `/labvm <anything>` always works. */
export function slashCommands(commands: readonly Command[]): readonly SlashEntry[] {
  const groups = Map.groupBy(commands, ({ path }) => path[0] ?? '');
  const own = [...groups].filter(([word]) => !RESERVED.has(word));
  return [
    entry('/labvm', [...groups.keys()].join(', '), 'help'),
    ...own.map(([word, members]) => entryOf(word, members)),
  ];
}

function entryOf(word: string, members: readonly Command[]): SlashEntry {
  const [only] = members;
  if (only?.path.length === 1) return entry(`/${word}`, only.summary.en, usageOf(only));
  const verbs = members.map(({ path }) => path.slice(1).join(' '));
  return entry(`/${word}`, verbs.join(', '), verbs.join(' | '));
}

function entry(command: string, description: string, hint: string): SlashEntry {
  return { command, description, usage_hint: hint, should_escape: true };
}
