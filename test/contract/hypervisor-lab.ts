import { randomUUID } from 'node:crypto';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { VmPlan } from '../../src/vm/plan.ts';
import type { ReachedFrom, Vm } from '../../src/vm/vm.ts';

/** A lab to ask the questions of, and another way into it that the hypervisor does not know. */
export interface ContractLab {
  readonly hypervisor: Hypervisor;
  /** Another process on the same lab. */
  another(): Hypervisor;
  /** A hypervisor whose lab does not answer. */
  unreachable(): Hypervisor;
  /** Makes a machine that is not labvm's. */
  addForeign(name: string): Promise<void>;
  removeForeign(name: string): Promise<void>;
  /** Whether a machine of that name is there, whoever's. */
  exists(name: string): Promise<boolean>;
  /** Takes away one part of a machine that is off, as a crash in the middle of its making would. */
  lose(vm: Vm, part: 'machine' | 'disk'): Promise<void>;
  /** What is left of a machine, by another tool: its definition, disks, log; empty for nothing. */
  leftovers(vm: Vm): Promise<readonly string[]>;
  /** Takes all room away that the disk of a machine which is off could grow into, and of no other. */
  cramp(vm: Vm): Promise<void>;
  /** Gives it room, while it is on. */
  giveRoom(vm: Vm): Promise<void>;
  /** Puts things back when it is off again. */
  uncramp(vm: Vm): Promise<void>;
  /** The machine's engine dies. */
  breakDown(vm: Vm): Promise<void>;
  /** Somebody pulls the plug with another tool. */
  unplug(vm: Vm): Promise<void>;
  /** Somebody pulls the plug while the hypervisor's line is down; returns when it is up again. */
  unplugUnseen(vm: Vm): Promise<void>;
  /** From where the addresses of the lab's machines are reached. */
  readonly reachedFrom: ReachedFrom;
  /** What the guest says to `echo labvm-$((40+2))` on its console. */
  readonly echoed: string;
  close(): Promise<void>;
}

/** Whom the contract's parts ask; there from the first test on. */
export type LabNow = () => ContractLab;

/** A plan for a machine of the image `tiny`. */
export function planOf(name: string, changes: Partial<VmPlan> = {}): VmPlan {
  return {
    requestId: randomUUID(),
    name,
    owner: 'test:<owner> & "friends"',
    image: 'tiny',
    spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
    hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    ...changes,
  };
}
