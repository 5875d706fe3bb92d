import { InvalidArgument, ProtocolError } from '../errors.ts';
import type { Codec, ValueOf } from './codec.ts';
import { readCount, readInt, readUint } from './reader.ts';
import { writeInt, writeUint } from './writer.ts';

type Fields = Readonly<Record<string, Codec<unknown>>>;

/** The value of a structure: one property for each field. */
export type StructValue<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

/** A structure: its fields in the order of the declaration. */
export const struct = <F extends Fields>(fields: F): Codec<StructValue<F>> => {
  const entries = Object.entries(fields);
  return {
    minimumBytes: entries.reduce((sum, [, codec]) => sum + codec.minimumBytes, 0),
    encode: (writer, value) => {
      const values: Readonly<Record<string, unknown>> = value;
      for (const [name, codec] of entries) codec.encode(writer, values[name]);
    },
    decode: (reader) => {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) value[name] = codec.decode(reader);
      return value as StructValue<F>;
    },
  };
};

/** `T name<maximum>`: a count, then that many elements. */
export const array = <Value>(element: Codec<Value>, maximum: number): Codec<readonly Value[]> => ({
  minimumBytes: 4,
  encode: (writer, values) => {
    if (values.length > maximum) {
      throw new InvalidArgument(`a list of ${values.length} elements is above the maximum of ${maximum}`);
    }
    writeUint(writer, values.length);
    for (const value of values) element.encode(writer, value);
  },
  decode: (reader) => {
    const count = readCount(reader, maximum, element.minimumBytes);
    const values: Value[] = [];
    for (let index = 0; index < count; index++) values.push(element.decode(reader));
    return values;
  },
});

/** `T *name`: a boolean, then the value if it is true. Absent is null. */
export const optional = <Value>(codec: Codec<Value>): Codec<Value | null> => ({
  minimumBytes: 4,
  encode: (writer, value) => {
    writeUint(writer, value === null ? 0 : 1);
    if (value !== null) codec.encode(writer, value);
  },
  decode: (reader) => {
    const present = readUint(reader);
    if (present > 1) throw new ProtocolError(`a boolean is ${present} instead of 0 or 1`);
    return present === 1 ? codec.decode(reader) : null;
  },
});

type Arms = Readonly<Record<string, { readonly tag: number; readonly codec: Codec<unknown> }>>;

/** The value of a union: the name of its arm and what that arm carries. */
export type UnionValue<A extends Arms> = {
  [Name in keyof A]: { readonly type: Name; readonly value: ValueOf<A[Name]['codec']> };
}[keyof A];

/** `union switch (int type)`: a number that says which arm follows, then the arm. */
export const union = <A extends Arms>(arms: A): Codec<UnionValue<A>> => {
  const byName: Arms = arms;
  const byTag = new Map(Object.entries(byName).map(([type, { tag, codec }]) => [tag, { type, codec }]));
  const smallest = Math.min(...Object.values(byName).map(({ codec }) => codec.minimumBytes));
  return {
    minimumBytes: 4 + smallest,
    encode: (writer, { type, value }) => {
      const arm = byName[type as string];
      if (arm === undefined)
        throw new InvalidArgument(`'${String(type)}' is not one of ${Object.keys(arms).join(', ')}`);
      writeInt(writer, arm.tag);
      arm.codec.encode(writer, value);
    },
    decode: (reader) => {
      const tag = readInt(reader);
      const arm = byTag.get(tag);
      if (arm === undefined) throw new ProtocolError(`a union of type ${tag} is unknown`);
      return { type: arm.type, value: arm.codec.decode(reader) } as UnionValue<A>;
    },
  };
};
