import type { Address, Power, ReachedFrom, Stall, Vm, VmSpec } from './vm.ts';

/** A machine as it is stored with a job and written by `--json`. Stable: see docs/json.md. */
export type VmData = {
  readonly name: string;
  readonly image: string;
  readonly owner: string;
  readonly power: Power;
  /** Why it is paused, where the host did it; left out where it is not so. */
  readonly stall?: Stall;
  readonly addresses: readonly AddressData[];
  /** null: not known. Jobs that ended before this was asked have stored nothing of it, which means the same. */
  readonly reachedFrom?: ReachedFrom | null;
  readonly spec: SpecData;
  /** The image whose disc is in its drive; null: the drive is empty; left out: it has none. */
  readonly disc?: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
};

// Types and not interfaces, because only types are known to be plain JSON.
type AddressData = Pick<Address, 'ip' | 'family' | 'source' | 'contested'>;
type SpecData = Pick<VmSpec, 'cpus' | 'memoryMiB' | 'diskGiB'>;

/** The part of a machine that people and programs are shown. */
export function vmData(vm: Vm, addresses: readonly Address[] = vm.addresses): VmData {
  return {
    name: vm.name,
    image: vm.image,
    owner: vm.owner,
    power: vm.power,
    ...(vm.stall ? { stall: vm.stall } : {}),
    addresses: addresses.map(({ ip, family, source, contested }) => ({
      ...{ ip, family, source },
      ...(contested ? { contested } : {}),
    })),
    reachedFrom: vm.reachedFrom,
    spec: { cpus: vm.spec.cpus, memoryMiB: vm.spec.memoryMiB, diskGiB: vm.spec.diskGiB },
    ...(vm.disc === undefined ? {} : { disc: vm.disc }),
    createdAt: vm.createdAt.toISOString(),
    expiresAt: vm.expiresAt?.toISOString() ?? null,
  };
}
