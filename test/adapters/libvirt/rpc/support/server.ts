import { EventEmitter, once } from 'node:events';
import { type Duplex, duplexPair } from 'node:stream';
import { type Frame, type Header, packHeader } from '../../../../../adapters/libvirt/rpc/frame.ts';
import { programNumber } from '../../../../../adapters/libvirt/rpc/schema/procedure.ts';
import { procedures } from '../../../../../adapters/libvirt/rpc/schema/procedures.ts';
import { messageError } from '../../../../../adapters/libvirt/rpc/schema/structures.ts';
import { createSplitter } from '../../../../../adapters/libvirt/rpc/splitter.ts';
import type { Transport } from '../../../../../adapters/libvirt/rpc/transport.ts';
import { type Codec, encode } from '../../../../../adapters/libvirt/rpc/xdr/codec.ts';

const empty = Buffer.alloc(0);

/** The server's side of one connection, driven by the test. */
export interface Peer {
  /** Every frame received, in order. */
  readonly received: readonly Frame[];
  /** The next frame that fits and was not returned before. */
  next(fits?: (frame: Frame) => boolean): Promise<Frame>;
  send(header: Partial<Header>, payload?: Buffer): void;
  sendRaw(piece: Buffer): void;
  reply<Value>(call: Frame, codec: Codec<Value>, value: Value): void;
  refuse(call: Frame, refusal: { code: number; message: string; domain?: number; type?: number }): void;
  /** Stops answering pings, or answers them again. */
  setAlive(alive: boolean): void;
  /** Cuts the connection. */
  cut(): void;
  readonly duplex: Duplex;
}

export interface PeerOptions {
  /** Answers calls by itself; false leaves the call to `next`. */
  answer?(call: Frame, peer: Peer): boolean;
}

/** A refusal as it travels. */
export const refusalBytes = (code: number, message: string, domain = 10): Buffer =>
  encode(messageError, {
    code,
    domain,
    message,
    level: 2,
    unusedDomain: null,
    string1: null,
    string2: null,
    string3: null,
    number1: 0,
    number2: 0,
    unusedNetwork: null,
  });

/** Speaks for a server on one end of a pair of streams. */
export const createPeer = (duplex: Duplex, options: PeerOptions = {}): Peer => {
  const splitter = createSplitter();
  const received: Frame[] = [];
  const unread: Frame[] = [];
  const arrivals = new EventEmitter();
  let alive = true;

  const peer: Peer = {
    received,
    duplex,
    next: async (fits = () => true) => {
      for (;;) {
        const index = unread.findIndex(fits);
        const [frame] = index < 0 ? [] : unread.splice(index, 1);
        if (frame !== undefined) return frame;
        await once(arrivals, 'frame');
      }
    },
    send: (header, payload = empty) => {
      const full = { program: programNumber.remote, procedure: 0, type: 1, serial: 0, status: 0, ...header };
      duplex.write(Buffer.concat([packHeader(full, payload.length), payload]));
    },
    sendRaw: (piece) => void duplex.write(piece),
    reply: ({ header }, codec, value) => peer.send({ ...header, type: 1 }, encode(codec, value)),
    refuse: ({ header }, { code, message, domain, type = 1 }) =>
      peer.send({ ...header, type, status: 1 }, refusalBytes(code, message, domain)),
    setAlive: (value) => {
      alive = value;
    },
    cut: () => duplex.destroy(),
  };

  const onFrame = (frame: Frame): void => {
    const { program, procedure, type } = frame.header;
    if (program === programNumber.keepalive && procedure === 1) {
      if (alive) peer.send({ program, procedure: 2, type: 2 });
      return;
    }
    received.push(frame);
    if (type === 0 && options.answer?.(frame, peer)) return;
    unread.push(frame);
    arrivals.emit('frame');
  };
  duplex.on('data', (piece: Buffer) => splitter.push(piece).forEach(onFrame));
  duplex.on('error', () => undefined);
  return peer;
};

/** Answers what a client asks when it opens a session. */
export const answerOpening = (call: Frame, peer: Peer): boolean => {
  const { number } = { number: call.header.procedure };
  if (number === procedures.authList.number) peer.reply(call, procedures.authList.result, { types: [] });
  else if (number === procedures.connectSupportsFeature.number) {
    peer.reply(call, procedures.connectSupportsFeature.result, { supported: 1 });
  } else if (number === procedures.connectOpen.number) peer.reply(call, procedures.connectOpen.result, {});
  else return false;
  return true;
};

/** A server that can be taken down and brought up; every connection to it becomes a Peer. */
export interface TestServer {
  readonly transport: Transport;
  readonly peers: readonly Peer[];
  /** The connection with this place in the order of arrival. */
  peer(index: number): Promise<Peer>;
  down(): void;
  up(): void;
}

/** Starts a server that is up. `answer` comes after what opens a session. */
export const createServer = (answer: PeerOptions['answer'] = () => false): TestServer => {
  const peers: Peer[] = [];
  const arrivals = new EventEmitter();
  const changes = new Set<() => void>();
  let isUp = true;
  return {
    peers,
    transport: {
      description: 'a server in this process',
      connect: async () => {
        if (!isUp) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        const [ours, theirs] = duplexPair();
        // A socket that is cut is cut for both sides; a pair of streams is not.
        theirs.once('close', () => ours.destroy());
        ours.once('close', () => theirs.destroy());
        peers.push(
          createPeer(theirs, { answer: (call, peer) => answerOpening(call, peer) || answer(call, peer) }),
        );
        arrivals.emit('peer');
        return ours;
      },
      watch: (changed) => {
        changes.add(changed);
        return () => changes.delete(changed);
      },
    },
    peer: async (index) => {
      for (;;) {
        const peer = peers[index];
        if (peer !== undefined) return peer;
        await once(arrivals, 'peer');
      }
    },
    down: () => {
      isUp = false;
      for (const peer of peers) peer.cut();
    },
    up: () => {
      isUp = true;
      for (const changed of changes) changed();
    },
  };
};
