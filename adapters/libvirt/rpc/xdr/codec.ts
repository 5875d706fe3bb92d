import { createReader, expectEnd, type Reader } from './reader.ts';
import { createWriter, finish, type Writer } from './writer.ts';

/** How one type travels. `minimumBytes` is the least a value takes on the wire; it bounds array counts. */
export interface Codec<Value> {
  readonly minimumBytes: number;
  encode(writer: Writer, value: Value): void;
  decode(reader: Reader): Value;
}

/** The TypeScript type that a codec carries. */
export type ValueOf<C> = C extends Codec<infer Value> ? Value : never;

/** Encodes one value. Throws InvalidArgument if the protocol cannot carry it. */
export const encode = <Value>(codec: Codec<Value>, value: Value): Buffer => {
  const writer = createWriter();
  codec.encode(writer, value);
  return finish(writer);
};

/** Decodes one value that fills `bytes` exactly. Throws ProtocolError otherwise. */
export const decode = <Value>(codec: Codec<Value>, bytes: Buffer): Value => {
  const reader = createReader(bytes);
  const value = codec.decode(reader);
  expectEnd(reader);
  return value;
};
