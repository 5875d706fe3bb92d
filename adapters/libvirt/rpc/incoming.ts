import type { CallTable } from './calls.ts';
import { ProtocolError } from './errors.ts';
import { type Frame, frameStatus, frameType } from './frame.ts';
import { keepaliveProcedure } from './keepalive.ts';
import { readRefusal } from './refusal.ts';
import {
  type EventDeclaration,
  type EventMessage,
  type EventName,
  eventByNumber,
  events,
} from './schema/events.ts';
import { programNumber } from './schema/procedure.ts';
import type { StreamTable } from './streams.ts';
import { decode } from './xdr/codec.ts';

/** An event as it arrived. */
export type RpcEvent = { [Name in EventName]: { name: Name; message: EventMessage<Name> } }[EventName];

/** Who gets what arrives. */
export interface FrameReceivers {
  readonly calls: CallTable;
  readonly streams: StreamTable;
  /** Answers the server's ping. */
  pong(): void;
  onEvent(event: RpcEvent): void;
}

/**
 * Hands every frame to the call, stream or listener that it is for. Throws ProtocolError for a frame after
 * which the connection cannot be trusted: one that only clients send, or an event that cannot be read.
 */
export const createFrameHandler = ({
  calls,
  streams,
  pong,
  onEvent,
}: FrameReceivers): ((frame: Frame) => void) => {
  const onReply = ({ header: { serial, status }, payload }: Frame): void => {
    const stream = streams.get(serial);
    if (status !== frameStatus.error) {
      calls.answer(serial, payload);
      return;
    }
    const known = calls.nameOf(serial) ?? stream?.procedure;
    // An answer to something long given up, such as a cancelled stream.
    if (known === undefined) return;
    const error = readRefusal(payload, known);
    calls.refuse(serial, error);
    stream?.end.fail(error);
  };

  const onStream = ({ header: { serial, status }, payload }: Frame): void => {
    const stream = streams.get(serial);
    if (stream === undefined) return;
    if (status === frameStatus.error) stream.end.fail(readRefusal(payload, stream.procedure));
    else stream.end.receive(status, payload);
  };

  const onMessage = ({ header, payload }: Frame): void => {
    if (header.program === programNumber.keepalive) {
      if (header.procedure === keepaliveProcedure.ping) pong();
      return;
    }
    const name = header.program === programNumber.remote ? eventByNumber(header.procedure) : undefined;
    if (name === undefined) return;
    const { message }: EventDeclaration<unknown> = events[name];
    onEvent({ name, message: decode(message, payload) } as RpcEvent);
  };

  return (frame) => {
    const { type, serial } = frame.header;
    if (type === frameType.reply) onReply(frame);
    else if (type === frameType.stream) onStream(frame);
    else if (type === frameType.message) onMessage(frame);
    else if (type === frameType.streamHole) {
      streams
        .get(serial)
        ?.end.fail(new ProtocolError('the server sent a hole in a stream that was not opened as sparse'));
    } else throw new ProtocolError(`the server sent a frame of type ${type}, which only clients send`);
  };
};
