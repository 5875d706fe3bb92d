import { characters } from '../xdr/bytes.ts';
import { array, optional } from '../xdr/composites.ts';
import { int, uhyper, uint } from '../xdr/scalars.ts';
import { limits } from './limits.ts';
import { procedure, program, programNumber } from './procedure.ts';
import { domain, domainStats, network, nodeStat, optionalText, storagePool, text } from './structures.ts';

/** Calls about the connection and the host as a whole. */
export const hostProcedures = program(programNumber.remote, {
  connectOpen: procedure(1, { name: optionalText, flags: uint }),
  connectClose: procedure(2),
  /** major × 1 000 000 + minor × 1000 + release, of the hypervisor. */
  connectGetVersion: procedure(4, {}, { version: uhyper }),
  nodeGetInfo: procedure(
    6,
    {},
    {
      model: characters(32),
      /** KiB. */
      memory: uhyper,
      cpus: int,
      mhz: int,
      nodes: int,
      sockets: int,
      cores: int,
      threads: int,
    },
  ),
  connectGetCapabilities: procedure(7, {}, { capabilities: text }),
  connectGetHostname: procedure(59, {}, { hostname: text }),
  connectSupportsFeature: procedure(60, { feature: int }, { supported: int }),
  authList: procedure(66, {}, { types: array(int, limits.authTypes) }),
  authPolkit: procedure(70, {}, { complete: int }),
  /** Bytes. */
  nodeGetFreeMemory: procedure(102, {}, { freeMemory: uhyper }),
  connectGetUri: procedure(110, {}, { uri: text }),
  /** As connectGetVersion, of libvirt itself. */
  connectGetLibVersion: procedure(157, {}, { version: uhyper }),
  nodeGetCpuStats: procedure(
    227,
    { cpu: int, parameterCount: int, flags: uint },
    { parameters: array(nodeStat, limits.nodeStats), parameterCount: int },
  ),
  nodeGetMemoryStats: procedure(
    228,
    { parameterCount: int, cell: int, flags: uint },
    { parameters: array(nodeStat, limits.nodeStats), parameterCount: int },
  ),
  connectListAllDomains: procedure(
    273,
    { needResults: int, flags: uint },
    { domains: array(domain, limits.domains), count: uint },
  ),
  connectListAllStoragePools: procedure(
    281,
    { needResults: int, flags: uint },
    { pools: array(storagePool, limits.storagePools), count: uint },
  ),
  connectListAllNetworks: procedure(
    283,
    { needResults: int, flags: uint },
    { networks: array(network, limits.networks), count: uint },
  ),
  connectNetworkEventRegisterAny: procedure(
    313,
    { eventId: int, network: optional(network) },
    { callbackId: int },
  ),
  connectNetworkEventDeregisterAny: procedure(314, { callbackId: int }),
  connectDomainEventCallbackRegisterAny: procedure(
    316,
    { eventId: int, domain: optional(domain) },
    { callbackId: int },
  ),
  connectDomainEventCallbackDeregisterAny: procedure(317, { callbackId: int }),
  connectGetDomainCapabilities: procedure(
    342,
    {
      emulator: optionalText,
      arch: optionalText,
      machine: optionalText,
      virtType: optionalText,
      flags: uint,
    },
    { capabilities: text },
  ),
  /** An empty list of domains asks for all. `stats` is a mask of virDomainStatsTypes, 0 for all. */
  connectGetAllDomainStats: procedure(
    344,
    { domains: array(domain, limits.domains), stats: uint, flags: uint },
    { records: array(domainStats, limits.domains) },
  ),
  connectRegisterCloseCallback: procedure(360),
  connectStoragePoolEventRegisterAny: procedure(
    368,
    { eventId: int, pool: optional(storagePool) },
    { callbackId: int },
  ),
  connectStoragePoolEventDeregisterAny: procedure(369, { callbackId: int }),
});
