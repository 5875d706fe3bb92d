import type { Locale } from '../../src/base/text.ts';
import {
  type Ephemeral,
  type Message,
  type SlackServer,
  startSlackServer,
} from '../../test/servers/slack/index.ts';
import type { Done } from '../../test/servers/slack/person.ts';
import type { Gate } from './gate.ts';
import { startService, withService } from './service.ts';
import { buttonsInSlack, shownInSlack } from './slack-blocks.ts';
import { SPOKEN } from './spoken.ts';
import { type Side, talk } from './talk.ts';

const CHANNEL = 'CLAB';
const PERSON = 'UANA';

/** Words that Slack keeps for itself follow labvm's name. */
const KEPT = new Set(['help']);

/** A person in Slack, from help to doctor. */
export async function inSlack(locale: Locale, gate: Gate): Promise<string> {
  const { intro, words } = SPOKEN[locale];
  const slack = await startSlackServer();
  slack.workspace.addChannel(CHANNEL);
  const service = await startService(locale, gate, {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  });
  const told = withService(service, async () => {
    await slack.connected();
    await service.hasTold();
    const keeper = service.told();
    const scenes = await talk(sideOf(slack, locale, gate));
    return [intro('Slack'), words.keeper, keeper, ...scenes].join('\n\n');
  });
  return told.finally(() => slack.close());
}

function sideOf(slack: SlackServer, locale: Locale, gate: Gate): Side<Message | Ephemeral> {
  const { workspace } = slack;
  const { person: name, tag, words } = SPOKEN[locale];
  const person = slack.person(PERSON, { displayName: name, locale: tag });
  return {
    locale,
    gate,
    seen: () => [
      ...workspace.messages.filter(({ user, isDeleted }) => user === workspace.botUser && !isDeleted),
      ...person.ephemerals(),
    ],
    keyOf: (one) => `${one.channel}/${one.ts}/${'via' in one ? one.via : 'message'}`,
    shown: shownInSlack,
    isAlone: (one) => 'via' in one,
    buttonsOf: buttonsInSlack,
    say(line) {
      const [word = '', ...rest] = line.slice(1).split(' ');
      const [command, text] = KEPT.has(word) ? ['/labvm', [word, ...rest]] : [`/${word}`, rest];
      return {
        written: `${words.at} #lab: \`${[command, ...text].join(' ')}\``,
        act: () => taken(slack, () => person.command(command, text.join(' '), { channel: CHANNEL })),
      };
    },
    greet: (greeting) => ({
      written: `${words.direct}: ${greeting}`,
      act: () => person.direct(greeting),
    }),
    press: async (message, label) => (await taken(slack, () => person.press(message, label))).asked,
    until: slack.until,
  };
}

/** How often somebody tries it again where Slack tells them that labvm did not respond. */
const TRIES = 3;

/** What was done, once labvm has taken it: on a busy machine a socket may end with what it was about to bring. */
async function taken<Act extends Done>(slack: SlackServer, act: () => Promise<Act>): Promise<Act> {
  for (let tries = 1; ; tries += 1) {
    await slack.connected();
    const done = await act();
    if (done.ack) return done;
    if (tries === TRIES) throw new Error('labvm did not respond in Slack.');
  }
}
