import type { UserError } from '../../src/base/errors.ts';
import type { Log } from '../../src/base/log.ts';
import type { Locale } from '../../src/base/text.ts';
import type { Asker } from '../../src/chat/conversation.ts';
import type { Desk } from '../../src/chat/desk.ts';
import type { Outbox } from '../../src/chat/outbox/index.ts';
import type { InChat } from '../../src/chat/outbox/states.ts';
import type { People } from '../../src/chat/people.ts';
import { errorView } from '../../src/view/error-view.ts';
import type { View } from '../../src/view/view.ts';
import type { Form } from './form-opener.ts';
import { replaceGone } from './gone.ts';
import type { Act } from './inbound/act.ts';
import { invocationOf } from './inbound/invocation.ts';
import { waysTo } from './ways.ts';
import type { Web } from './web/index.ts';

export interface AskerPorts {
  readonly desk: Pick<Desk, 'mail'>;
  readonly chat: string;
  readonly people: Pick<People, 'known' | 'of'>;
  readonly inSlack: InChat;
  /** The language of those Slack has not told about yet. */
  readonly locale: Locale;
  readonly log: Log;
  readonly form: Form;
  readonly web: Web;
  readonly outbox: Pick<Outbox, 'owe' | 'say'>;
}

/** Somebody who did something in Slack. What was recorded by an earlier process needs no acknowledgement. */
export function askerOf(act: Act, ports: AskerPorts, acknowledge: Asker['acknowledge'] = async () => false) {
  const { desk, people, form, web, outbox, log } = ports;
  const { user, thread, pressed, responseUrl } = act;
  const invocation = invocationOf(act, people.known(user), ports);
  const locale = async () => (await people.of(user)).locale;

  async function sayTo(view: View): Promise<void> {
    const language = await locale();
    const said = await ports.inSlack(view, thread);
    await outbox.say({ user, locale: language, view: said, ways: waysTo(act, web) });
  }

  /** A message of its own: what the asker alone sees shows no pictures, because Slack has them of nobody's. */
  async function post(view: View): Promise<void> {
    const { place, reply = null } = invocationOf(act, null, ports);
    const message = await desk.mail.add({ place, locale: await locale(), view, reply });
    if (message) outbox.owe(message);
  }

  /** A question goes away once it is answered; a card stays, whoever sees it. */
  async function tidy(): Promise<void> {
    if (!pressed?.isQuestion || responseUrl === null) return;
    await web.respond(responseUrl, { delete_original: true }).catch((error: unknown) => {
      log.warn({ err: error }, 'a question stays');
    });
  }

  const asker: Asker = {
    invocation,
    locale,
    acknowledge,
    begin: tidy,
    async tell(view, isPrivate) {
      await tidy();
      await (isPrivate || !hasPicture(view) ? sayTo(view) : post(view));
    },
    refuse: (error) => sayTo(form.offer(errorView(error), error, act.line)),
    openForm: (command, error) => form.open(command, error, act),
    async sayGone(error: UserError) {
      if (!pressed || responseUrl === null) return false;
      try {
        return await replaceGone(pressed, error, await locale(), (body) => web.respond(responseUrl, body));
      } catch (cause) {
        log.warn({ err: cause }, 'buttons of something that is gone stay');
        return false;
      }
    },
  };
  return asker;
}

/** Whether a message has more to show than Slack shows to one person alone. */
function hasPicture({ parts }: View): boolean {
  return parts.some(({ kind }) => kind === 'picture');
}
