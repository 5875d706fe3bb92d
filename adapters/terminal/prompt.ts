import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { readHistory, writeHistory } from './history.ts';

/** What readline calls for a line that is being completed. */
export type Completer = (line: string) => Promise<[string[], string]>;

/** The line at which people type. */
export interface Prompt {
  /** The next line; null when the person leaves. Lines typed ahead come first. */
  next(): Promise<string | null>;
  /** Asks one question at the line. null: the person left, or broke off. */
  ask(question: string): Promise<string | null>;
  /** Prints lines without destroying what is being typed. */
  printAbove(lines: readonly string[]): void;
  /** What Ctrl-C does from now on; returns what it did before. */
  onInterrupt(listener: () => void): void;
  readonly left: AbortSignal;
  close(): void;
}

export interface PromptOptions {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly text: string;
  readonly historyFile: string;
  readonly complete: Completer;
}

export function createPrompt({ stdin, stdout, text, historyFile, complete }: PromptOptions): Prompt {
  // While something else is drawn, what is typed ahead is kept but not echoed into the drawing.
  let isListening = false;
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (isListening) stdout.write(chunk);
      done();
    },
  });
  Object.defineProperty(echo, 'columns', { get: () => stdout.columns });
  const line: Interface = createInterface({
    input: stdin,
    output: echo,
    terminal: true,
    prompt: text,
    history: readHistory(historyFile),
    removeHistoryDuplicates: true,
    completer: (typed: string, done: (error: null, found: [string[], string]) => void) => {
      complete(typed).then(
        (found) => done(null, found),
        () => done(null, [[], typed]),
      );
    },
  });
  const left = new AbortController();
  const ahead: string[] = [];
  let waiting: ((typed: string | null) => void) | null = null;
  let interrupt = () => {};

  const give = (typed: string | null) => {
    const receiver = waiting;
    waiting = null;
    isListening = false;
    receiver?.(typed);
  };
  line.on('line', (typed) => (waiting ? give(typed) : ahead.push(typed)));
  line.on('history', (history) => writeHistory(historyFile, history));
  line.on('SIGINT', () => interrupt());
  line.on('close', () => {
    left.abort();
    give(null);
  });

  function wait(prompt: string): Promise<string | null> {
    if (left.signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      waiting = resolve;
      isListening = true;
      line.setPrompt(prompt);
      line.prompt(true);
    });
  }

  return {
    next: () => {
      const typed = ahead.shift();
      return typed === undefined ? wait(text) : Promise.resolve(typed);
    },
    ask(question) {
      interrupt = () => give(null);
      return wait(question);
    },
    printAbove(lines) {
      const printed = lines.map((one) => `${one}\n`).join('');
      if (!isListening) {
        stdout.write(printed);
        return;
      }
      stdout.write(`\r\x1b[0J${printed}`);
      line.prompt(true);
    },
    onInterrupt(listener) {
      interrupt = () => {
        const typed = line.line;
        if (isListening && typed !== '') {
          // As in a shell: what was being typed is given up, and nothing else.
          stdout.write('^C\n');
          line.write(null, { ctrl: true, name: 'e' });
          line.write(null, { ctrl: true, name: 'u' });
          return;
        }
        listener();
      };
    },
    left: left.signal,
    close: () => line.close(),
  };
}
