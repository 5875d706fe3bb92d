import { createInterface, type Interface } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { createEcho, type Echo } from './echo.ts';
import { createEntered } from './entered.ts';
import { readHistory, writeHistory } from './history.ts';
import { createTyped } from './typed.ts';

/** What readline calls for a line that is being completed. */
export type Completer = (line: string) => Promise<[string[], string]>;

/** The line at which people type. */
export interface Prompt {
  /** The next line; null when the person leaves. Lines typed ahead come first. */
  next(): Promise<string | null>;
  /** Asks one question at the line. null: the person left, or broke off. Nothing typed ahead answers it. */
  ask(question: string): Promise<string | null>;
  /** Prints lines without destroying what is being typed. */
  printAbove(lines: readonly string[]): void;
  /** What Ctrl-C does from now on. */
  onInterrupt(listener: () => void): void;
  readonly left: AbortSignal;
  close(): void;
}

export interface PromptOptions {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly text: string;
  readonly historyFile: string;
  /** Whether a line may be written down. */
  readonly mayKeep: (line: string) => boolean;
  readonly complete: Completer;
}

export function createPrompt(options: PromptOptions): Prompt {
  const { stdout, text } = options;
  // While something else is drawn, what is typed ahead is kept but not echoed into the drawing.
  const echo = createEcho(stdout);
  const line = openLine(options, echo);
  const left = new AbortController();
  const typed = createTyped(line, echo, stdout);
  const entered = createEntered(line, echo, typed, left.signal);
  let isAsking = false;
  let interrupt = () => {};
  keepHistory(line, options, () => isAsking);
  line.on('SIGINT', () => interrupt());
  // A process that is put to sleep would let its jobs lie; and npm, which waits for it, would not wake it.
  line.on('SIGTSTP', () => {});
  line.on('close', () => {
    if (echo.isOn) stdout.write('\n');
    left.abort();
    entered.stopWaiting();
    echo.close();
  });

  return {
    next: () => {
      const ahead = entered.ahead();
      if (ahead === undefined) return entered.wait(text);
      stdout.write(`${text}${ahead}\n`);
      return Promise.resolve(ahead);
    },
    async ask(question) {
      interrupt = () => {
        stdout.write('^C\n');
        entered.stopWaiting();
      };
      const putBack = left.signal.aborted ? () => {} : typed.take();
      isAsking = true;
      const answer = await entered.wait(question);
      isAsking = false;
      if (!left.signal.aborted) {
        // What was typed at the question and not sent is dropped.
        typed.take();
        putBack();
      }
      return answer;
    },
    printAbove: typed.printAbove,
    onInterrupt(listener) {
      interrupt = () => {
        if (!typed.giveUp()) listener();
      };
    },
    left: left.signal,
    close: () => line.close(),
  };
}

function openLine({ stdin, text, historyFile, complete }: PromptOptions, echo: Echo): Interface {
  const line: Interface = createInterface({
    input: stdin,
    output: echo.stream,
    terminal: true,
    prompt: text,
    history: readHistory(historyFile),
    removeHistoryDuplicates: true,
    completer: (typed: string, done: (error: null, found: [string[], string]) => void) => {
      // Whoever typed on meanwhile is at another word now.
      const isStill = () => line.line.slice(0, line.cursor) === typed;
      complete(typed).then(
        (found) => done(null, isStill() ? found : [[], typed]),
        () => done(null, [[], typed]),
      );
    },
  });
  return line;
}

function keepHistory(
  line: Interface,
  { historyFile, mayKeep }: PromptOptions,
  isAsking: () => boolean,
): void {
  line.on('history', (history) => {
    // An answer to a question is no command.
    if (isAsking()) history.shift();
    else writeHistory(historyFile, history.filter(mayKeep));
  });
}
