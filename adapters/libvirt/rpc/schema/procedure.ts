import type { Codec, ValueOf } from '../xdr/codec.ts';
import { type StructValue, struct } from '../xdr/composites.ts';

/** Program numbers: each program counts its procedures by itself. */
export const programNumber = { remote: 0x2000_8086, qemu: 0x2000_8087, keepalive: 0x6b65_6570 } as const;

/** Which way the data of a procedure's stream flows; a console's flows both ways. */
export type StreamDirection = 'none' | 'download' | 'upload' | 'both';

/** One remote call: its numbers and the types of what is sent and what comes back. */
export interface Procedure<Args, Result, Stream extends StreamDirection = StreamDirection> {
  readonly name: string;
  readonly program: number;
  readonly number: number;
  readonly args: Codec<Args>;
  readonly result: Codec<Result>;
  readonly stream: Stream;
  /** The longest answer that is read, in bytes, where somebody else than the host decides how long it is. */
  readonly mostBytes: number;
}

type Fields = Readonly<Record<string, Codec<unknown>>>;
type Nothing = Readonly<Record<never, never>>;

interface Declaration<Args, Result, Stream extends StreamDirection> {
  readonly number: number;
  readonly args: Codec<Args>;
  readonly result: Codec<Result>;
  readonly stream: Stream;
  readonly mostBytes: number;
}

const nothing: Nothing = {};

/** Declares a procedure: its number, the fields it takes, the fields it returns, and how long its answer may be. */
export const procedure = <A extends Fields = Nothing, R extends Fields = Nothing>(
  number: number,
  args: A = nothing as A,
  result: R = nothing as R,
  mostBytes = Number.POSITIVE_INFINITY,
): Declaration<StructValue<A>, StructValue<R>, 'none'> => ({
  number,
  mostBytes,
  args: struct(args),
  result: struct(result),
  stream: 'none',
});

/** Declares a procedure that opens a stream. */
export const streaming = <A extends Fields, S extends StreamDirection, R extends Fields = Nothing>(
  number: number,
  stream: S,
  args: A,
  result: R = nothing as R,
): Declaration<StructValue<A>, StructValue<R>, S> => ({
  number,
  mostBytes: Number.POSITIVE_INFINITY,
  args: struct(args),
  result: struct(result),
  stream,
});

type Declarations = Readonly<Record<string, Declaration<unknown, unknown, StreamDirection>>>;

type Named<T extends Declarations> = {
  readonly [Name in keyof T]: Procedure<
    ValueOf<T[Name]['args']>,
    ValueOf<T[Name]['result']>,
    T[Name]['stream']
  >;
};

/** Gives every declaration of a program its name, which appears in errors. */
export const program = <T extends Declarations>(number: number, declarations: T): Named<T> =>
  Object.fromEntries(
    Object.entries(declarations).map(([name, declaration]) => [
      name,
      { ...declaration, name, program: number },
    ]),
  ) as unknown as Named<T>;
