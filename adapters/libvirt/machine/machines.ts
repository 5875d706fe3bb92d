import {
  libvirtErrorCode as code,
  type Domain,
  type DomainStats,
  hasCode,
  type LibvirtClient,
  parameterMap,
  procedures,
} from '../rpc/index.ts';
import { type Definition, readDefinition } from './definition.ts';
import { type Condition, conditionOf } from './power.ts';
import { createStalls, type Stalls } from './stalls.ts';

/** A domain as it is now. */
export interface Machine {
  readonly domain: Domain;
  readonly definition: Definition;
  readonly condition: Condition;
}

/**
 * Every domain of the host. Descriptions are kept until an event says that they changed, because a call for each
 * would make a list of a hundred machines slow; how a machine is, is asked every time.
 */
export interface Machines {
  all(signal?: AbortSignal): Promise<readonly Machine[]>;
  /** @returns null if there is no domain of that UUID */
  byUuid(uuid: string, signal?: AbortSignal): Promise<Machine | null>;
  /** @returns null if there is no domain of that name */
  byName(name: string, signal?: AbortSignal): Promise<Machine | null>;
  /** The description of a domain, kept or asked for; null if there is no such domain. */
  definition(domain: Domain, signal?: AbortSignal): Promise<Definition | null>;
  /**
   * Resolves when libvirt is sure of every machine: a daemon that has just started shows a machine as it last was
   * until it has found its QEMU again, or not, and tells nobody.
   */
  settled(): Promise<void>;
  /** Forgets a description, or all of them. */
  forget(uuid?: string): void;
}

/** VIR_DOMAIN_STATS_STATE, and VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT: a machine in the middle of something counts too. */
const STATS_STATE = 1;

/** VIR_DOMAIN_STATS_BALLOON: asked of QEMU itself, so that libvirt first waits for what it is doing with it. */
const STATS_BALLOON = 4;
const STATS_NOWAIT = 1 << 29;

/** For what libvirt is doing with every machine at the time, in milliseconds. */
const SETTLE_MS = 120_000;

/** VIR_DOMAIN_XML_INACTIVE: as it was defined, which a running machine does not change. */
const XML_INACTIVE = 2;

/** Somebody has to `forget` what the events of libvirt say has changed. */
export function createMachines(
  client: LibvirtClient,
  stalls: Pick<Stalls, 'of'> = createStalls(client, () => undefined),
): Machines {
  const { definition, forget } = createDescriptions(client);

  const now = async (domain: Domain, signal?: AbortSignal): Promise<Machine | null> => {
    const [found, state] = await Promise.all([
      definition(domain, signal),
      orNull(client.call(procedures.domainGetState, { domain, flags: 0 }, { signal })),
    ]);
    if (!found || !state) return null;
    return whole({ domain, definition: found, condition: conditionOf(state.state, state.reason) }, signal);
  };

  /** With the kind of error where the disk stopped it. */
  const whole = async (machine: Machine, signal?: AbortSignal): Promise<Machine> => {
    if (machine.condition.reason !== 'disk-error') return machine;
    const reason = await stalls.of(machine.domain, signal);
    return { ...machine, condition: { ...machine.condition, reason } };
  };

  return {
    definition,
    async all(signal) {
      const args = { domains: [], stats: STATS_STATE, flags: STATS_NOWAIT };
      const { records } = await client.call(procedures.connectGetAllDomainStats, args, { signal });
      const machines = await Promise.all(
        records.map(async (record): Promise<Machine | null> => {
          const found = await definition(record.domain, signal);
          const condition = conditionIn(record);
          return found && whole({ domain: record.domain, definition: found, condition }, signal);
        }),
      );
      return machines.filter((machine) => machine !== null);
    },
    async byUuid(uuid, signal) {
      const found = await orNull(client.call(procedures.domainLookupByUuid, { uuid }, { signal }));
      return found && now(found.domain, signal);
    },
    async byName(name, signal) {
      const found = await orNull(client.call(procedures.domainLookupByName, { name }, { signal }));
      return found && now(found.domain, signal);
    },
    async settled() {
      const args = { domains: [], stats: STATS_BALLOON, flags: 0 };
      await client.call(procedures.connectGetAllDomainStats, args, { lane: 'guest', timeoutMs: SETTLE_MS });
    },
    forget,
  };
}

/** Descriptions, asked for once until they are forgotten. */
function createDescriptions(client: LibvirtClient): Pick<Machines, 'definition' | 'forget'> {
  const kept = new Map<string, Definition>();
  /** The latest question about each domain; forgotten with it, so that an answer on its way then is not kept. */
  const asked = new Map<string, symbol>();
  return {
    async definition(domain, signal) {
      const known = kept.get(domain.uuid);
      if (known) return known;
      const question = Symbol(domain.uuid);
      asked.set(domain.uuid, question);
      const answer = await orNull(
        client.call(procedures.domainGetXmlDesc, { domain, flags: XML_INACTIVE }, { signal }),
      );
      const read = answer && readDefinition(domain.uuid, answer.xml);
      if (asked.get(domain.uuid) === question) {
        asked.delete(domain.uuid);
        if (read) kept.set(domain.uuid, read);
      }
      return read;
    },
    forget(uuid) {
      for (const map of [kept, asked]) {
        if (uuid === undefined) map.clear();
        else map.delete(uuid);
      }
    },
  };
}

function conditionIn({ parameters }: DomainStats): Condition {
  const values = parameterMap(parameters);
  return conditionOf(Number(values.get('state.state') ?? 0), Number(values.get('state.reason') ?? 0));
}

/** A domain that is gone is an answer. */
async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (hasCode(error, code.noDomain)) return null;
    throw error;
  }
}
