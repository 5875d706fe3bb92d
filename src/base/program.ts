import type { Readable, Writable } from 'node:stream';
import { UserError } from './errors.ts';

/**
 * Starts helper programs, such as `qemu-img`: the only way in which labvm starts any. Whatever they are, they see
 * nothing of labvm's environment, gain no right, and end with labvm.
 */
export interface Programs {
  /**
   * Runs one to its end.
   * @throws UserError where it is not installed, cannot be held, or took longer than it may (`isTooLate`), and the
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
  /** null: it was ended by a signal, such as at a limit of the processor's. */
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

/** A program that did not come to an end in its time says nothing about what it was given. */
export function tookTooLong(name: string, timeoutMs: number): UserError {
  const seconds = Math.ceil(timeoutMs / 1000);
  return new UserError(
    'timeout',
    {
      en: `The program ${name} took longer than ${seconds} s, and was ended.`,
      es: `El programa ${name} ha tardado más de ${seconds} s y se ha detenido.`,
    },
    {
      en: 'The host may be very busy: try again later.',
      es: 'Puede que el anfitrión esté muy ocupado: inténtelo más tarde.',
    },
  );
}

/** Whether a program was ended as it took longer than it may. */
export function isTooLate(error: unknown): boolean {
  return error instanceof UserError && error.code === 'timeout';
}
