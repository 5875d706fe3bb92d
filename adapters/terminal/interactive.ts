import type { ReadStream, WriteStream } from 'node:tty';
import { recordOf } from '../../src/base/errors.ts';
import type { Log } from '../../src/base/log.ts';
import { type Locale, say, type Text } from '../../src/base/text.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { failureRecord } from '../../src/job/failure.ts';
import { errorView } from '../../src/view/error-view.ts';
import { viewLines } from '../../src/view/plain.ts';
import type { View } from '../../src/view/view.ts';
import { showEarlier } from './earlier.ts';
import { followJob } from './follow.ts';
import { hear } from './heard.ts';
import { createLive, type Live } from './live.ts';
import { createPaint, type Paint } from './paint.ts';
import { actorOf, type Person, PLACE } from './person.ts';
import { createPrompt, type Prompt } from './prompt.ts';
import { meansLeaving, meansYes, PROMPT, WORDS } from './words.ts';

export interface InteractiveOptions {
  readonly desk: Desk;
  readonly person: Person;
  /** The language of messages that nobody asked for. */
  readonly noticeLocale: Locale;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly historyFile: string;
  /** Whether a line may be written down for the next session; this one remembers them all. */
  readonly mayKeep: (line: string) => boolean;
  readonly color: boolean;
  /** Ends the conversation; jobs go on without it. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

const DEFAULT_COLUMNS = 80;

/** A conversation at a prompt, until the person leaves. */
export async function runInteractive(options: InteractiveOptions): Promise<number> {
  const { desk, signal } = options;
  const screen = openScreen(options);
  const { prompt, live, show } = screen;
  const stopNotices = desk.onNotice((notice) => show(notice.view, options.noticeLocale));
  if (signal.aborted) prompt.close();
  signal.addEventListener('abort', prompt.close, { once: true });
  process.on('exit', live.restore);
  try {
    screen.note(WORDS.greeting);
    await showEarlier({ desk, left: prompt.left, show, onError: screen.showFailure });
    await talk(options, screen);
    return 0;
  } finally {
    stopNotices();
    prompt.close();
    process.off('exit', live.restore);
  }
}

/** What a conversation is drawn with. */
interface Screen {
  readonly prompt: Prompt;
  readonly live: Live;
  readonly paint: Paint;
  readonly width: () => number;
  show(view: View, locale?: Locale): void;
  note(text: Text): void;
  showFailure(error: unknown): void;
  /** Draws a job's message in place until it ends. */
  follow(jobId: string): Promise<void>;
}

function openScreen(options: InteractiveOptions): Screen {
  const { desk, person, stdout, log } = options;
  const paint = createPaint(options.color);
  const live = createLive(stdout);
  const width = () => (stdout.columns ?? DEFAULT_COLUMNS) - 1;
  const prompt = openPrompt(options);
  let isFollowing = false;
  const show = (view: View, locale = person.locale) => {
    const lines = viewLines(view, locale, width()).map(paint);
    if (isFollowing) live.above(lines);
    else prompt.printAbove(lines);
  };
  const showFailure = (error: unknown) => show(errorView(failureRecord(error, null, log)));
  const onResize = (listener: () => void) => {
    stdout.on('resize', listener);
    return () => void stdout.off('resize', listener);
  };
  return {
    ...{ prompt, live, paint, width, show, showFailure },
    note: (text) => show({ tone: 'plain', parts: [{ kind: 'note', text }], actions: [] }),
    async follow(jobId) {
      isFollowing = true;
      const drawing = { prompt, live, paint, width, onResize, onError: showFailure };
      await followJob(jobId, { desk, person, ...drawing }).finally(() => {
        isFollowing = false;
      });
    },
  };
}

function openPrompt({ desk, person, stdin, stdout, historyFile, mayKeep }: InteractiveOptions): Prompt {
  return createPrompt({
    ...{ stdin, stdout, historyFile, mayKeep, text: PROMPT },
    complete: async (typed) => {
      const { from, choices } = await desk.complete(typed, actorOf(person), PLACE, person.locale);
      return [choices.map(({ value }) => `${value} `), typed.slice(from)];
    },
  });
}

/** Takes line after line, until the person leaves. */
async function talk(options: InteractiveOptions, screen: Screen): Promise<void> {
  const { prompt } = screen;
  for (;;) {
    prompt.onInterrupt(() => prompt.printAbove([say(WORDS.howToLeave, options.person.locale)]));
    const typed = await prompt.next();
    if (typed === null || meansLeaving(typed)) return;
    if (typed.trim() !== '') await converse(typed, options, screen).catch(screen.showFailure);
  }
}

/** Says a line and shows what comes of it; a question is asked, and its answer may be work to follow. */
async function converse(line: string, options: InteractiveOptions, screen: Screen): Promise<void> {
  const { desk, person, stdout } = options;
  const { prompt, show, showFailure: onError } = screen;
  const answer = await hear(line, { desk, person, prompt, stdout, onError });
  switch (answer?.kind) {
    case 'said':
      return show(answer.view);
    case 'refused':
      return show(errorView(recordOf(answer.error)));
    case 'started':
      return screen.follow(answer.jobId);
    case 'asked': {
      show(answer.view);
      const reply = await prompt.ask(`[${say(WORDS.yesNo, person.locale)}] `);
      const action = answer.view.actions[0];
      if (reply !== null && meansYes(reply) && action) return converse(action.command, options, screen);
      if (!prompt.left.aborted) screen.note(WORDS.notDone);
    }
  }
}
