import type { ReadStream, WriteStream } from 'node:tty';
import type { Desk, Notice } from '../../src/desk.ts';
import { recordOf } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { type Locale, say } from '../../src/text.ts';
import { viewLines } from '../../src/view/plain.ts';
import type { View } from '../../src/view/view.ts';
import { followJob } from './follow.ts';
import { createLive } from './live.ts';
import { createPaint } from './paint.ts';
import { actorOf, CHAT, type Person, PLACE } from './person.ts';
import { errorView } from './plain.ts';
import { createPrompt, type Prompt } from './prompt.ts';
import { type Heard, submit } from './submit.ts';
import { meansYes, WORDS } from './words.ts';

export interface InteractiveOptions {
  readonly desk: Desk;
  readonly person: Person;
  /** The language of messages that nobody asked for. */
  readonly noticeLocale: Locale;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly historyFile: string;
  readonly color: boolean;
  /** Ends the conversation; jobs go on without it. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

const LEAVING = new Set(['exit', 'quit', 'salir', '/exit', '/quit', '/salir']);
const DEFAULT_COLUMNS = 80;

/** A conversation at a prompt, until the person leaves. */
export async function runInteractive(options: InteractiveOptions): Promise<number> {
  const { desk, person, stdin, stdout, signal } = options;
  const paint = createPaint(options.color);
  const live = createLive(stdout);
  const width = () => (stdout.columns ?? DEFAULT_COLUMNS) - 1;
  const lines = (view: View, locale = person.locale) => viewLines(view, locale, width()).map(paint);
  const prompt = createPrompt({
    stdin,
    stdout,
    text: 'labvm> ',
    historyFile: options.historyFile,
    complete: async (typed) => {
      const { from, choices } = await desk.complete(typed, actorOf(person), PLACE, person.locale);
      return [choices.map(({ value }) => `${value} `), typed.slice(from)];
    },
  });
  let isFollowing = false;
  const print = (printed: readonly string[]) =>
    isFollowing ? live.above(printed) : prompt.printAbove(printed);
  const stopNotices = desk.onNotice((notice: Notice) => print(lines(notice.view, options.noticeLocale)));
  signal.addEventListener('abort', () => prompt.close(), { once: true });

  const follow = async (jobId: string) => {
    isFollowing = true;
    try {
      await followJob(jobId, { desk, person, prompt, live, paint, width });
    } finally {
      isFollowing = false;
    }
  };
  const show = (view: View) => prompt.printAbove(lines(view));

  print(lines({ tone: 'plain', parts: [{ kind: 'note', text: WORDS.greeting }], actions: [] }));
  await showEarlier(desk, prompt.left, (view) => print(lines(view)));
  for (;;) {
    prompt.onInterrupt(() => prompt.printAbove([say(WORDS.howToLeave, person.locale)]));
    const typed = await prompt.next();
    if (typed === null || LEAVING.has(typed.trim().toLowerCase())) break;
    if (typed.trim() === '') continue;
    await converse(await submit(typed, desk, person), { desk, person, prompt, show, follow });
  }
  stopNotices();
  prompt.close();
  stdout.write('\n');
  return 0;
}

interface Conversation {
  readonly desk: Desk;
  readonly person: Person;
  readonly prompt: Prompt;
  readonly show: (view: View) => void;
  readonly follow: (jobId: string) => Promise<void>;
}

/** Shows what came of a line; a question is asked, and its answer may be work to follow. */
async function converse(heard: Heard, talk: Conversation): Promise<void> {
  switch (heard.kind) {
    case 'said':
      return talk.show(heard.view);
    case 'refused':
      return talk.show(errorView(recordOf(heard.error)));
    case 'started':
      return talk.follow(heard.jobId);
    case 'asked': {
      talk.show(heard.view);
      const answer = await talk.prompt.ask(`[${say(WORDS.yesNo, talk.person.locale)}] `);
      const action = heard.view.actions[0];
      if (answer !== null && meansYes(answer) && action) {
        return converse(await submit(action.command, talk.desk, talk.person), talk);
      }
      return talk.show({ tone: 'plain', parts: [{ kind: 'note', text: WORDS.notDone }], actions: [] });
    }
  }
}

/** Messages of earlier sessions that nobody saw to their end: the finished ones now, the others as they end. */
async function showEarlier(desk: Desk, left: AbortSignal, show: (view: View) => void): Promise<void> {
  const messages = await desk.unshown(CHAT);
  if (messages.length > 0)
    show({ tone: 'plain', parts: [{ kind: 'note', text: WORDS.meanwhile }], actions: [] });
  for (const { jobId } of messages) {
    const ended = showToEnd(jobId, desk, left, show);
    // Finished ones are shown before the prompt, the others whenever they end.
    await Promise.race([ended, new Promise((resolve) => setImmediate(resolve))]);
  }
}

async function showToEnd(
  jobId: string,
  desk: Desk,
  left: AbortSignal,
  show: (view: View) => void,
): Promise<void> {
  try {
    let isFirst = true;
    for await (const sight of desk.follow(jobId, left)) {
      if (isFirst || sight.finished) show(sight.view);
      isFirst = false;
      if (sight.finished) await desk.shown(jobId, sight.job.revision, null);
    }
  } catch (error) {
    if (!left.aborted) throw error;
  }
}
