import type { Readable, Writable } from 'node:stream';
import { UserError } from './errors.ts';

/**
 * Starts helper programs, such as `qemu-img`: the only way in which labvm starts any. Whatever they are, they see
 * nothing of labvm's environment, gain no right, and end with labvm.
 */
export interface Programs {
  /**
   * Runs one to its end.
   * @throws UserError where it is not installed, cannot be held, or was ended before its end (`isCutShort`), and the
   * signal's reason
   */
  run(order: ProgramOrder): Promise<ProgramEnd>;
  /** Starts one that bytes go through. */
  pipe(order: Omit<ProgramOrder, 'stdin' | 'files' | 'onOutput' | 'signal'>): PipedProgram;
}

export interface ProgramOrder {
  readonly name: string;
  readonly arguments: readonly string[];
  /**
   * Who it is where labvm is root; else it is labvm's own user always. `nobody` for whatever reads bytes from outside:
   * it reaches only what it is handed. `self` for what works on files that nobody else may see. Or a user by name.
   */
  readonly as: 'nobody' | 'self' | { readonly user: string };
  /** The rights of root's that it keeps where labvm is root, by Linux' names (capabilities(7)); none unless said. */
  readonly keeps?: readonly ('net_admin' | 'net_raw' | 'sys_admin')[];
  readonly limits: ProgramLimits;
  /** An open file that it finds as its stdin; it has none otherwise. */
  readonly stdin?: number;
  /** Further open files, which it finds as 3, 4 … */
  readonly files?: readonly number[];
  /** Hears what it says on its stdout while it runs. */
  onOutput?(text: string): void;
  readonly signal?: AbortSignal;
}

/** What it may take; what goes beyond is refused to it, or ends it. */
export interface ProgramLimits {
  /** Of address space, in bytes. */
  readonly memoryBytes: number;
  /** On a processor, in seconds. */
  readonly cpuSeconds: number;
  /** By the clock, in milliseconds; null where it waits for others. */
  readonly timeoutMs: number | null;
  /** The largest file that it may write, in bytes; none unless it is said. */
  readonly fileBytes?: number;
}

export interface ProgramEnd {
  /** null: a signal ended it, as it said more than anybody listens to, or wrote a larger file than it may. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PipedProgram {
  readonly input: Writable;
  readonly output: Readable;
  /** Ends it at once. */
  stop(): void;
  /** When it is over. @throws where it ended otherwise than well */
  readonly ended: Promise<void>;
}

/** By which it is known what says nothing about what a program was given. */
const CUT_SHORT = new Error('the program was ended before its end');

/** A program that did not come to an end in its time says nothing about what it was given. */
export function tookTooLong(name: string, timeoutMs: number): UserError {
  const seconds = Math.ceil(timeoutMs / 1000);
  return new UserError(
    'timeout',
    {
      en: `The program ${name} took longer than ${seconds} s and was stopped.`,
      es: `El programa ${name} ha tardado más de ${seconds} s y se ha detenido.`,
    },
    {
      en: 'The host may be very busy. Try again later.',
      es: 'Puede que el anfitrión esté muy ocupado. Inténtelo más tarde.',
    },
    { cause: CUT_SHORT },
  );
}

/** As little says one that a signal ended: at its limit of the processor, by a host without memory, or of itself. */
export function wasEnded(name: string, signal: string): UserError {
  return new UserError(
    'failed',
    {
      en: `The program ${name} was stopped before it had finished (${signal}).`,
      es: `El programa ${name} se ha detenido antes de acabar (${signal}).`,
    },
    {
      en: 'The host may be short of memory, or the program needed more than labvm allows. Try again later, and tell an administrator if it happens again.',
      es: 'Puede que al anfitrión le falte memoria, o que el programa necesitara más de lo que labvm permite. Inténtelo más tarde y avise a un administrador si se repite.',
    },
    { cause: CUT_SHORT },
  );
}

/** Whether a program was ended before its end, and says nothing about what it was given. */
export function isCutShort(error: unknown): boolean {
  return error instanceof UserError && error.cause === CUT_SHORT;
}
