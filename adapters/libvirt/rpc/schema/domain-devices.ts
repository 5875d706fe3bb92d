import { opaque } from '../xdr/bytes.ts';
import { array } from '../xdr/composites.ts';
import { hyper, int, uhyper, uint } from '../xdr/scalars.ts';
import { limits } from './limits.ts';
import { procedure, program, programNumber } from './procedure.ts';
import {
  diskError,
  domain,
  domainInterface,
  domainSnapshot,
  memoryStat,
  optionalText,
  text,
  typedParameters,
} from './structures.ts';

/** Calls about a domain's devices, sizes, counters, snapshots and jobs. */
export const domainDeviceProcedures = program(programNumber.remote, {
  domainInterfaceStats: procedure(
    65,
    { domain, device: text },
    {
      receivedBytes: hyper,
      receivedPackets: hyper,
      receivedErrors: hyper,
      receivedDropped: hyper,
      sentBytes: hyper,
      sentPackets: hyper,
      sentErrors: hyper,
      sentDropped: hyper,
    },
  ),
  domainMemoryStats: procedure(
    159,
    { domain, maximum: uint, flags: uint },
    { stats: array(memoryStat, limits.memoryStats) },
  ),
  domainAttachDeviceFlags: procedure(160, { domain, xml: text, flags: uint }),
  domainDetachDeviceFlags: procedure(161, { domain, xml: text, flags: uint }),
  domainUpdateDeviceFlags: procedure(174, { domain, xml: text, flags: uint }),
  domainSnapshotCreateXml: procedure(185, { domain, xml: text, flags: uint }, { snapshot: domainSnapshot }),
  domainSnapshotGetXmlDesc: procedure(186, { snapshot: domainSnapshot, flags: uint }, { xml: text }),
  domainRevertToSnapshot: procedure(192, { snapshot: domainSnapshot, flags: uint }),
  domainSnapshotDelete: procedure(193, { snapshot: domainSnapshot, flags: uint }),
  /** Bytes. */
  domainGetBlockInfo: procedure(
    194,
    { domain, path: text, flags: uint },
    { allocation: uhyper, capacity: uhyper, physical: uhyper },
  ),
  domainSetVcpusFlags: procedure(199, { domain, vcpus: uint, flags: uint }),
  /** KiB. */
  domainSetMemoryFlags: procedure(204, { domain, memory: uhyper, flags: uint }),
  domainSendKey: procedure(226, {
    domain,
    codeset: uint,
    holdTimeMs: uint,
    keyCodes: array(uint, limits.keyCodes),
    flags: uint,
  }),
  domainBlockJobAbort: procedure(237, { domain, path: text, flags: uint }),
  /** KiB, or bytes with flag 1. */
  domainBlockResize: procedure(251, { domain, disk: text, size: uhyper, flags: uint }),
  domainSetBlockIoTune: procedure(252, {
    domain,
    disk: text,
    parameters: typedParameters(limits.blockIoTuneParameters),
    flags: uint,
  }),
  domainSetInterfaceParameters: procedure(256, {
    domain,
    device: text,
    parameters: typedParameters(limits.interfaceParameters),
    flags: uint,
  }),
  domainGetDiskErrors: procedure(
    263,
    { domain, maximum: uint, flags: uint },
    { errors: array(diskError, limits.diskErrors), count: int },
  ),
  domainListAllSnapshots: procedure(
    274,
    { domain, needResults: int, flags: uint },
    { snapshots: array(domainSnapshot, limits.domainSnapshots), count: int },
  ),
  domainGetJobStats: procedure(
    298,
    { domain, flags: uint },
    { type: int, parameters: typedParameters(limits.jobStats) },
  ),
  domainMigratePerform3Params: procedure(
    305,
    {
      domain,
      destinationUri: optionalText,
      parameters: typedParameters(limits.migrateParameters),
      cookieIn: opaque(limits.migrateCookie),
      flags: uint,
    },
    { cookieOut: opaque(limits.migrateCookie) },
  ),
  /** `source` is a virDomainInterfaceAddressesSource: 0 lease, 1 agent, 2 ARP. An agent says whatever it likes. */
  domainInterfaceAddresses: procedure(
    353,
    { domain, source: uint, flags: uint },
    { interfaces: array(domainInterface, limits.interfaces) },
    limits.bytesOfGuest,
  ),
  domainSaveParams: procedure(440, {
    domain,
    parameters: typedParameters(limits.saveParameters),
    flags: uint,
  }),
  domainRestoreParams: procedure(441, {
    parameters: typedParameters(limits.saveParameters),
    flags: uint,
  }),
});
