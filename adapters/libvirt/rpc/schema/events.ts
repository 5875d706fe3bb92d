import type { Codec, ValueOf } from '../xdr/codec.ts';
import { array, type StructValue, struct } from '../xdr/composites.ts';
import { hyper, int, uhyper } from '../xdr/scalars.ts';
import { limits } from './limits.ts';
import { domain, network, optionalText, storagePool, text, typedParameters } from './structures.ts';

/** What an event is about; each kind is registered by a call of its own. */
export type EventSource = 'domain' | 'network' | 'storagePool' | 'connection';

/** One kind of event: the id to register it by (libvirt's public enums) and the message it arrives as. */
export interface EventDeclaration<Message> {
  readonly source: EventSource;
  readonly eventId: number;
  readonly number: number;
  readonly message: Codec<Message>;
}

type Fields = Readonly<Record<string, Codec<unknown>>>;

const event = <F extends Fields>(
  source: EventSource,
  eventId: number,
  number: number,
  fields: F,
): EventDeclaration<StructValue<F>> => ({ source, eventId, number, message: struct(fields) });

const ofDomain = <F extends Fields>(eventId: number, number: number, fields: F) =>
  event('domain', eventId, number, { callbackId: int, domain, ...fields });

// These three carry a reserved word before the domain.
const ofPowerManagement = (eventId: number, number: number) =>
  event('domain', eventId, number, { callbackId: int, reason: int, domain });

const ioError = { sourcePath: text, deviceAlias: text, action: int };
const graphicsAddress = struct({ family: int, node: text, service: text });
const graphicsIdentity = struct({ type: text, name: text });

/** Every event that labvm knows. A nested structure of the protocol is flat on the wire, and so it is here. */
export const events = {
  /** `event` is a virDomainEventType, `detail` depends on it. */
  domainLifecycle: ofDomain(0, 318, { event: int, detail: int }),
  domainReboot: ofDomain(1, 319, {}),
  /** Seconds from UTC. */
  domainRtcChange: ofDomain(2, 320, { offset: hyper }),
  domainWatchdog: ofDomain(3, 321, { action: int }),
  domainIoError: ofDomain(4, 322, ioError),
  domainGraphics: ofDomain(5, 323, {
    phase: int,
    local: graphicsAddress,
    remote: graphicsAddress,
    authScheme: text,
    subject: array(graphicsIdentity, limits.graphicsIdentities),
  }),
  domainIoErrorReason: ofDomain(6, 324, { ...ioError, reason: text }),
  domainControlError: ofDomain(7, 325, {}),
  domainBlockJob: ofDomain(8, 326, { path: text, type: int, status: int }),
  domainDiskChange: ofDomain(9, 327, {
    oldSourcePath: optionalText,
    newSourcePath: optionalText,
    deviceAlias: text,
    reason: int,
  }),
  domainTrayChange: ofDomain(10, 328, { deviceAlias: text, reason: int }),
  domainPmWakeup: ofPowerManagement(11, 329),
  domainPmSuspend: ofPowerManagement(12, 330),
  /** KiB. */
  domainBalloonChange: ofDomain(13, 331, { actual: uhyper }),
  domainPmSuspendDisk: ofPowerManagement(14, 332),
  domainDeviceRemoved: ofDomain(15, 333, { deviceAlias: text }),
  domainTunable: ofDomain(17, 346, { parameters: typedParameters(limits.tunableParameters) }),
  domainAgentLifecycle: ofDomain(18, 348, { state: int, reason: int }),
  domainDeviceAdded: ofDomain(19, 354, { deviceAlias: text }),
  domainMigrationIteration: ofDomain(20, 359, { iteration: int }),
  domainJobCompleted: ofDomain(21, 363, { parameters: typedParameters(limits.jobStats) }),
  domainDeviceRemovalFailed: ofDomain(22, 367, { deviceAlias: text }),
  domainMetadataChange: ofDomain(23, 379, { type: int, namespace: optionalText }),
  /** `event` is a virNetworkEventLifecycleType. */
  networkLifecycle: event('network', 0, 315, { callbackId: int, network, event: int, detail: int }),
  /** `event` is a virStoragePoolEventLifecycleType. */
  storagePoolLifecycle: event('storagePool', 0, 370, {
    callbackId: int,
    pool: storagePool,
    event: int,
    detail: int,
  }),
  storagePoolRefresh: event('storagePool', 1, 373, { callbackId: int, pool: storagePool }),
  /** The daemon lost its hypervisor; `reason` is a virConnectCloseReason. Registered once for a connection. */
  connectionClosed: event('connection', 0, 362, { reason: int }),
} as const;

export type EventName = keyof typeof events;

/** What a listener of an event receives. */
export type EventMessage<Name extends EventName> = ValueOf<(typeof events)[Name]['message']>;

const byNumber: ReadonlyMap<number, EventName> = new Map(
  Object.entries(events).map(([name, { number }]) => [number, name as EventName]),
);

/** The event that arrives as message `number` of the remote program, if labvm knows it. */
export const eventByNumber = (number: number): EventName | undefined => byNumber.get(number);
