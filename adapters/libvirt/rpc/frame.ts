import { ProtocolError } from './errors.ts';
import { finish, type Writer } from './xdr/writer.ts';

/** virNetMessageType. */
export const frameType = {
  call: 0,
  reply: 1,
  message: 2,
  stream: 3,
  callWithFds: 4,
  replyWithFds: 5,
  streamHole: 6,
} as const;

/** virNetMessageStatus. */
export const frameStatus = { ok: 0, error: 1, continue: 2 } as const;

/** The length word and six header words. */
export const headerBytes = 28;

/** VIR_NET_MESSAGE_MAX and the length word. */
export const maximumFrameBytes = 33_554_432 + 4;

/** VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX: the largest piece of a stream that every server takes. */
export const maximumStreamPieceBytes = 262_120;

const protocolVersion = 1;
const highestType = frameType.streamHole;
const highestStatus = frameStatus.continue;

/** The words after the length, but for the version, which is always 1. */
export interface Header {
  readonly program: number;
  readonly procedure: number;
  readonly type: number;
  readonly serial: number;
  readonly status: number;
}

/** A frame as it arrived; the payload is a view into what was read. */
export interface Frame {
  readonly header: Header;
  readonly payload: Buffer;
}

const putHeader = (bytes: Buffer, length: number, header: Header): void => {
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(header.program, 4);
  bytes.writeUInt32BE(protocolVersion, 8);
  bytes.writeInt32BE(header.procedure, 12);
  bytes.writeInt32BE(header.type, 16);
  bytes.writeUInt32BE(header.serial, 20);
  bytes.writeInt32BE(header.status, 24);
};

/** Completes a frame whose payload was written after `headerBytes` reserved bytes. */
export const sealFrame = (writer: Writer, header: Header): Buffer => {
  const bytes = finish(writer);
  putHeader(bytes, bytes.length, header);
  return bytes;
};

/** Only the header of a frame whose payload of `payloadBytes` is sent right behind it. */
export const packHeader = (header: Header, payloadBytes: number): Buffer => {
  const bytes = Buffer.allocUnsafe(headerBytes);
  putHeader(bytes, headerBytes + payloadBytes, header);
  return bytes;
};

/** Refuses a length that no frame can have, before anything is kept for it. */
export const checkFrameLength = (length: number): number => {
  if (length < headerBytes || length > maximumFrameBytes) {
    throw new ProtocolError(`a frame of ${length} bytes is outside ${headerBytes}–${maximumFrameBytes}`);
  }
  return length;
};

/** Reads a complete frame. Throws ProtocolError for a version, type or status that the protocol does not have. */
export const parseFrame = (bytes: Buffer): Frame => {
  const version = bytes.readUInt32BE(8);
  const type = bytes.readInt32BE(16);
  const status = bytes.readInt32BE(24);
  if (version !== protocolVersion)
    throw new ProtocolError(`a frame has protocol version ${version} instead of 1`);
  if (type < 0 || type > highestType) throw new ProtocolError(`a frame has the unknown type ${type}`);
  if (status < 0 || status > highestStatus)
    throw new ProtocolError(`a frame has the unknown status ${status}`);
  const header: Header = {
    program: bytes.readUInt32BE(4),
    procedure: bytes.readInt32BE(12),
    type,
    serial: bytes.readUInt32BE(20),
    status,
  };
  return { header, payload: bytes.subarray(headerBytes) };
};
