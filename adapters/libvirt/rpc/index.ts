export {
  type CallLane,
  type CallOptions,
  createClient,
  type LaneChange,
  type LibvirtClient,
  type Unsubscribe,
} from './client.ts';
export type { OpenedStream, RpcDuplex } from './connection.ts';
export type { WaitOptions } from './deadline.ts';
export {
  CallAborted,
  type CallOutcome,
  ConnectionLost,
  DeadlineExceeded,
  hasCode,
  InvalidArgument,
  isUnsupported,
  LibvirtError,
  libvirtErrorCode,
  libvirtErrorDomain,
  outcomeOf,
  ProtocolError,
} from './errors.ts';
export type { KeepaliveOptions } from './keepalive.ts';
export type { LaneState } from './lane.ts';
export type { ClientOptions } from './options.ts';
export type { EventListener } from './registrations.ts';
export { type EventMessage, type EventName, events } from './schema/events.ts';
export type { Procedure, StreamDirection } from './schema/procedure.ts';
export { procedures } from './schema/procedures.ts';
export {
  type DhcpLease,
  type Domain,
  type DomainInterface,
  type DomainSnapshot,
  type DomainStats,
  type Network,
  type Nwfilter,
  parameterMap,
  type StoragePool,
  type StorageVolume,
  type TypedParameter,
  type TypedValue,
} from './schema/structures.ts';
export { defaultSocketPath, type Transport, unixTransport } from './transport.ts';
