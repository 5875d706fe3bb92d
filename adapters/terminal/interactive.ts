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
import { createLive } from './live.ts';
import { createPaint } from './paint.ts';
import { actorOf, type Person, PLACE } from './person.ts';
import { createPrompt } from './prompt.ts';
import { cancelJob, type Heard, submit } from './submit.ts';
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
  const { desk, person, stdin, stdout, signal, log } = options;
  const paint = createPaint(options.color);
  const live = createLive(stdout);
  const width = () => (stdout.columns ?? DEFAULT_COLUMNS) - 1;
  const prompt = createPrompt({
    stdin,
    stdout,
    text: PROMPT,
    historyFile: options.historyFile,
    mayKeep: options.mayKeep,
    complete: async (typed) => {
      const { from, choices } = await desk.complete(typed, actorOf(person), PLACE, person.locale);
      return [choices.map(({ value }) => `${value} `), typed.slice(from)];
    },
  });
  let isFollowing = false;
  const show = (view: View, locale = person.locale) => {
    const lines = viewLines(view, locale, width()).map(paint);
    if (isFollowing) live.above(lines);
    else prompt.printAbove(lines);
  };
  const note = (text: Text) => show({ tone: 'plain', parts: [{ kind: 'note', text }], actions: [] });
  const showFailure = (error: unknown) => show(errorView(failureRecord(error, null, log)));

  const onResize = (listener: () => void) => {
    stdout.on('resize', listener);
    return () => void stdout.off('resize', listener);
  };

  async function follow(jobId: string): Promise<void> {
    isFollowing = true;
    try {
      await followJob(jobId, { desk, person, prompt, live, paint, width, onResize, onError: showFailure });
    } finally {
      isFollowing = false;
    }
  }

  /** Gives a line to labvm. null: the person did not wait for the answer; what it began is given up. */
  async function heard(line: string): Promise<Heard | null> {
    const given = new AbortController();
    const givenUp = Promise.withResolvers<null>();
    prompt.onInterrupt(() => {
      stdout.write('^C\n');
      given.abort();
      givenUp.resolve(null);
    });
    const leave = () => givenUp.resolve(null);
    prompt.left.addEventListener('abort', leave, { once: true });
    const coming = submit(line, desk, person);
    const late = async () => {
      const answer = await coming;
      if (given.signal.aborted && answer.kind === 'started') await cancelJob(answer.jobId, desk, person);
    };
    const answer = await Promise.race([coming, givenUp.promise]);
    prompt.left.removeEventListener('abort', leave);
    if (answer === null) late().catch(showFailure);
    return answer;
  }

  /** Says a line and shows what comes of it; a question is asked, and its answer may be work to follow. */
  async function converse(line: string): Promise<void> {
    const answer = await heard(line);
    switch (answer?.kind) {
      case 'said':
        return show(answer.view);
      case 'refused':
        return show(errorView(recordOf(answer.error)));
      case 'started':
        return follow(answer.jobId);
      case 'asked': {
        show(answer.view);
        const reply = await prompt.ask(`[${say(WORDS.yesNo, person.locale)}] `);
        const action = answer.view.actions[0];
        if (reply !== null && meansYes(reply) && action) return converse(action.command);
        if (!prompt.left.aborted) note(WORDS.notDone);
      }
    }
  }

  const stopNotices = desk.onNotice((notice) => show(notice.view, options.noticeLocale));
  if (signal.aborted) prompt.close();
  signal.addEventListener('abort', prompt.close, { once: true });
  process.on('exit', live.restore);
  try {
    note(WORDS.greeting);
    await showEarlier({ desk, left: prompt.left, show, onError: showFailure });
    for (;;) {
      prompt.onInterrupt(() => prompt.printAbove([say(WORDS.howToLeave, person.locale)]));
      const typed = await prompt.next();
      if (typed === null || meansLeaving(typed)) return 0;
      if (typed.trim() !== '') await converse(typed).catch(showFailure);
    }
  } finally {
    stopNotices();
    prompt.close();
    process.off('exit', live.restore);
  }
}
