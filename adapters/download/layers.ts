import type { Programs } from '../../src/base/program.ts';
import { Fooled } from './trouble.ts';
import { createUnpacker, MAGIC_BYTES, packingOf } from './unpack.ts';
import type { Unpacker } from './unpacker.ts';

/** How often what comes may be packed: a disk.raw.gz in a tar.xz is three times. */
const MOST_LAYERS = 3;

interface LayersOptions {
  /** Gets what is in the innermost layer; what it throws ends the unpacking. */
  readonly sink: (bytes: Buffer) => Promise<void>;
  readonly programs: Programs;
  /**
   * Hears how many bytes a layer has unpacked to so far, and throws where it is too much. What only lies around the disk
   * reaches no sink, and a few kilobytes packed three times over are terabytes.
   */
  mayHave(bytes: number): void;
  /** It is packed; nothing of it has been given to the sink yet. */
  onPacked?(): Promise<void>;
}

/** Takes a file's bytes as they come, looks in the first ones whether it is packed, and unpacks it as often as it is. */
export function createLayers(
  { sink, programs, mayHave, onPacked }: LayersOptions,
  left = MOST_LAYERS,
): Unpacker {
  let beginning: Buffer | null = Buffer.alloc(0);
  let within: Unpacker = plain(sink);

  async function decide(bytes: Buffer): Promise<void> {
    beginning = null;
    const packing = packingOf(bytes);
    if (packing) {
      if (left === 0) throw packedTooOften();
      await onPacked?.();
      const inner = createLayers({ sink, programs, mayHave }, left - 1);
      let unpackedBytes = 0;
      const give = async (piece: Buffer): Promise<void> => {
        unpackedBytes += piece.length;
        mayHave(unpackedBytes);
        await inner.write(piece);
      };
      within = inTurn(createUnpacker(packing, give, programs), inner);
    }
    await within.write(bytes);
  }

  return {
    async write(bytes) {
      if (beginning === null) return within.write(bytes);
      beginning = Buffer.concat([beginning, bytes]);
      if (beginning.length >= MAGIC_BYTES) await decide(beginning);
    },
    async end() {
      if (beginning !== null) await decide(beginning);
      await within.end();
    },
    stop: () => within.stop(),
  };
}

/** What is not packed. */
export function plain(sink: (bytes: Buffer) => Promise<void>): Unpacker {
  return { write: sink, end: async () => undefined, stop: async () => undefined };
}

function inTurn(outer: Unpacker, inner: Unpacker): Unpacker {
  return {
    write: outer.write,
    async end() {
      await outer.end();
      await inner.end();
    },
    async stop() {
      await outer.stop();
      await inner.stop();
    },
  };
}

function packedTooOften(): Fooled {
  return new Fooled(
    {
      en: `The file is compressed more than ${MOST_LAYERS} times over.`,
      es: `El fichero está comprimido más de ${MOST_LAYERS} veces.`,
    },
    {
      en: 'Nothing was kept. Unpack it, and add the disk or disc inside it: /image add',
      es: 'No se ha guardado nada. Descomprímalo y añada el disco que contiene: /image add',
    },
  );
}
