import { createInterface, type Interface } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { createEcho } from './echo.ts';
import { readHistory, writeHistory } from './history.ts';

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
  const { stdin, stdout, text, historyFile, mayKeep, complete } = options;
  // While something else is drawn, what is typed ahead is kept but not echoed into the drawing.
  const echo = createEcho(stdout);
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
  const left = new AbortController();
  const ahead: string[] = [];
  let waiting: ((typed: string | null) => void) | null = null;
  let isAsking = false;
  let interrupt = () => {};

  const give = (typed: string | null) => {
    const receiver = waiting;
    waiting = null;
    echo.isOn = false;
    receiver?.(typed);
  };
  line.on('line', (typed) => (waiting ? give(typed) : ahead.push(typed)));
  line.on('history', (history) => {
    // An answer to a question is no command.
    if (isAsking) history.shift();
    else writeHistory(historyFile, history.filter(mayKeep));
  });
  line.on('SIGINT', () => interrupt());
  // A process that is put to sleep would let its jobs lie; and npm, which waits for it, would not wake it.
  line.on('SIGTSTP', () => {});
  line.on('close', () => {
    if (echo.isOn) stdout.write('\n');
    left.abort();
    give(null);
    echo.close();
  });

  /** Takes the line with what is being typed off the screen, however many rows it has. @returns puts back the text */
  function takeTyped(): () => void {
    const typed = line.line;
    const behind = [...typed.slice(line.cursor)].length;
    const { rows } = line.getCursorPos();
    const isSeen = echo.isOn;
    // readline miscounts the rows of what was pasted: it forgets them here, and the screen is cleared below.
    echo.isOn = false;
    line.write(null, { ctrl: true, name: 'e' });
    line.write(null, { ctrl: true, name: 'u' });
    echo.isOn = isSeen;
    if (isSeen) stdout.write(`${rows > 0 ? `\x1b[${rows}A` : ''}\r\x1b[J`);
    return () => {
      if (typed === '') return;
      line.write(typed);
      for (let step = 0; step < behind; step += 1) line.write(null, { name: 'left' });
    };
  }

  function wait(prompt: string): Promise<string | null> {
    if (left.signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      waiting = resolve;
      line.setPrompt(prompt);
      const putBack = takeTyped();
      echo.isOn = true;
      line.prompt();
      putBack();
    });
  }

  return {
    next: () => {
      const typed = ahead.shift();
      if (typed === undefined) return wait(text);
      stdout.write(`${text}${typed}\n`);
      return Promise.resolve(typed);
    },
    async ask(question) {
      interrupt = () => {
        stdout.write('^C\n');
        give(null);
      };
      const putBack = left.signal.aborted ? () => {} : takeTyped();
      isAsking = true;
      const answer = await wait(question);
      isAsking = false;
      if (!left.signal.aborted) {
        // What was typed at the question and not sent is dropped.
        takeTyped();
        putBack();
      }
      return answer;
    },
    printAbove(lines) {
      const printed = lines.map((one) => `${one}\n`).join('');
      if (!echo.isOn) {
        stdout.write(printed);
        return;
      }
      const putBack = takeTyped();
      stdout.write(printed);
      line.prompt();
      putBack();
    },
    onInterrupt(listener) {
      interrupt = () => {
        if (!echo.isOn || line.line === '') return listener();
        // As in a shell: what was being typed is given up, and nothing else.
        line.write(null, { ctrl: true, name: 'e' });
        stdout.write('^C\n');
        echo.isOn = false;
        takeTyped();
        echo.isOn = true;
        line.prompt();
      };
    },
    left: left.signal,
    close: () => line.close(),
  };
}
