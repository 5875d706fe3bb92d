import { string, uuid } from '../xdr/bytes.ts';
import type { ValueOf } from '../xdr/codec.ts';
import { array, optional, struct, union } from '../xdr/composites.ts';
import { double, hyper, int, uhyper, uint } from '../xdr/scalars.ts';
import { limits } from './limits.ts';

/** A string that must be there. */
export const text = string(limits.string);

/** A string that may be absent. */
export const optionalText = optional(text);

/** A domain: `id` is -1 while it does not run. Only the UUID identifies it; the server ignores the rest. */
export const domain = struct({ name: text, uuid, id: int });

/** A virtual network. */
export const network = struct({ name: text, uuid });

/** A network filter. */
export const nwfilter = struct({ name: text, uuid });

/** A storage pool. */
export const storagePool = struct({ name: text, uuid });

/** A storage volume: its pool's name, its own, and its key (for files the path). */
export const storageVolume = struct({ pool: text, name: text, key: text });

/** A snapshot of a domain. */
export const domainSnapshot = struct({ name: text, domain });

/** A value whose type is said beside it (VIR_TYPED_PARAM_*). */
export const typedValue = union({
  int: { tag: 1, codec: int },
  uint: { tag: 2, codec: uint },
  llong: { tag: 3, codec: hyper },
  ullong: { tag: 4, codec: uhyper },
  double: { tag: 5, codec: double },
  boolean: { tag: 6, codec: int },
  string: { tag: 7, codec: text },
});

/** A named value of a list such as statistics or tuning parameters. */
export const typedParameter = struct({ field: text, value: typedValue });

/** A list of typed parameters with its maximum. */
export const typedParameters = (maximum: number) => array(typedParameter, maximum);

/** A counter of the node. */
export const nodeStat = struct({ field: text, value: uhyper });

/** One memory counter of a domain: the tag is a virDomainMemoryStatTags. */
export const memoryStat = struct({ tag: int, value: uhyper });

/** The statistics of one domain. */
export const domainStats = struct({ domain, parameters: typedParameters(limits.domainStatsParameters) });

/** A disk that failed: 1 unspecified, 2 no space. */
export const diskError = struct({ disk: text, error: int });

/** An address of a guest's interface: type 0 is IPv4, 1 is IPv6. */
export const interfaceAddress = struct({ type: int, address: text, prefix: uint });

/** An interface of a guest, by lease, agent or ARP. */
export const domainInterface = struct({
  name: text,
  hardwareAddress: optionalText,
  addresses: array(interfaceAddress, limits.interfaceAddresses),
});

/** A DHCP lease: `expiryTime` in seconds since 1970; type 0 is IPv4, 1 is IPv6. */
export const dhcpLease = struct({
  interface: text,
  expiryTime: hyper,
  type: int,
  mac: optionalText,
  iaid: optionalText,
  address: text,
  prefix: uint,
  hostname: optionalText,
  clientId: optionalText,
});

/** The body of a frame with status error. */
export const messageError = struct({
  code: int,
  domain: int,
  message: optionalText,
  level: int,
  unusedDomain: optional(domain),
  string1: optionalText,
  string2: optionalText,
  string3: optionalText,
  number1: int,
  number2: int,
  unusedNetwork: optional(network),
});

export type Domain = ValueOf<typeof domain>;
export type Network = ValueOf<typeof network>;
export type Nwfilter = ValueOf<typeof nwfilter>;
export type StoragePool = ValueOf<typeof storagePool>;
export type StorageVolume = ValueOf<typeof storageVolume>;
export type DomainSnapshot = ValueOf<typeof domainSnapshot>;
export type TypedValue = ValueOf<typeof typedValue>;
export type TypedParameter = ValueOf<typeof typedParameter>;
export type DomainStats = ValueOf<typeof domainStats>;
export type DomainInterface = ValueOf<typeof domainInterface>;
export type DhcpLease = ValueOf<typeof dhcpLease>;

/** Typed parameters by their names, for those who know which type to expect. */
export const parameterMap = (
  parameters: readonly TypedParameter[],
): ReadonlyMap<string, TypedValue['value']> =>
  new Map(parameters.map(({ field, value }) => [field, value.value]));
