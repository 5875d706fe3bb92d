import { ProtocolError } from './errors.ts';
import { checkFrameLength, type Frame, frameType, parseFrame } from './frame.ts';

/** VIR_NET_MESSAGE_NUM_FDS_MAX. */
const maximumFds = 32;
const lengthBytes = 4;

/** Cuts a stream of bytes, in whatever pieces it arrives, into frames. */
export interface Splitter {
  /** Takes the next piece and returns the frames that it completes. Throws ProtocolError; then the stream is lost. */
  push(piece: Buffer): Frame[];
}

// A reply with file descriptors says how many before its payload. The descriptors themselves never reach
// Node; what is left of them is one byte each behind the frame.
const withoutFds = (frame: Frame): { frame: Frame; strayBytes: number } => {
  if (frame.header.type !== frameType.replyWithFds) return { frame, strayBytes: 0 };
  if (frame.payload.length < 4)
    throw new ProtocolError('a reply with file descriptors does not say how many');
  const count = frame.payload.readUInt32BE(0);
  if (count > maximumFds)
    throw new ProtocolError(`a reply carries ${count} file descriptors, above ${maximumFds}`);
  const header = { ...frame.header, type: frameType.reply };
  return { frame: { header, payload: frame.payload.subarray(4) }, strayBytes: count };
};

/** A splitter at the beginning of a connection. */
export const createSplitter = (): Splitter => {
  let pieces: Buffer[] = [];
  let available = 0;
  let strayBytes = 0;

  // One piece is the common case and costs no copy; several are joined only once enough have arrived.
  const joined = (): Buffer => {
    const [first] = pieces;
    if (pieces.length === 1 && first !== undefined) return first;
    const whole = Buffer.concat(pieces, available);
    pieces = [whole];
    return whole;
  };

  const drop = (count: number): void => {
    const rest = joined().subarray(count);
    available -= count;
    pieces = available > 0 ? [rest] : [];
  };

  let needed = lengthBytes;

  const next = (): Frame | undefined => {
    if (strayBytes > 0 && available > 0) {
      const skipped = Math.min(strayBytes, available);
      strayBytes -= skipped;
      drop(skipped);
    }
    if (strayBytes > 0 || available < needed) return undefined;
    if (needed === lengthBytes) needed = checkFrameLength(joined().readUInt32BE(0));
    if (available < needed) return undefined;
    const { frame, strayBytes: stray } = withoutFds(parseFrame(joined().subarray(0, needed)));
    drop(needed);
    strayBytes = stray;
    needed = lengthBytes;
    return frame;
  };

  return {
    push: (piece) => {
      if (piece.length > 0) pieces.push(piece);
      available += piece.length;
      const frames: Frame[] = [];
      for (let frame = next(); frame !== undefined; frame = next()) frames.push(frame);
      return frames;
    },
  };
};
