import type { Duplex } from 'node:stream';
import type { HostImage, ImageFacts, ImageIntake } from './host-image.ts';
import type { VmPlan } from './plan.ts';
import type { Address, Power, Stall, Vm, VmRef } from './vm.ts';

/** A host of the lab, as it is now. */
export interface Host {
  readonly name: string;
  /** The engine in words, such as `QEMU 7.2.19, libvirt 9.0.0`. */
  readonly engine: string;
  /** `none`: guests are emulated, several times slower. */
  readonly acceleration: 'kvm' | 'none';
  readonly cpus: number;
  readonly memoryMiB: number;
  /** What a new guest could have without pushing anything out. */
  readonly freeMemoryMiB: number;
  readonly diskGiB: number;
  readonly freeDiskGiB: number;
  readonly reach: 'ok' | 'unknown';
}

export type { HostImage } from './host-image.ts';

/** What this hypervisor can do; a command that it cannot serve says so. */
export interface HypervisorCapabilities {
  readonly pause: boolean;
  readonly serialConsole: boolean;
  readonly screen: boolean;
  readonly events: boolean;
  /** It has discs that can be changed. */
  readonly discs: boolean;
}

/** Everything that is on the hosts, perhaps not whole: `unreachable` names the hosts that did not answer. */
export interface VmList {
  readonly vms: readonly Vm[];
  /** Names of machines that are not labvm's. They are taken, and that is all labvm asks of them. */
  readonly foreignNames: readonly string[];
  /** Memory that the running machines which are not labvm's hold, in MiB. */
  readonly foreignMemoryMiB: number;
  readonly unreachable: readonly string[];
  /** Address slots that no machine has, lowest first; left out where the network lends addresses without slots. */
  readonly freeAddressSlots?: readonly number[];
  /** When this was true. */
  readonly at: Date;
}

/** A change of state that the hypervisor told, whoever caused it. */
export interface VmChange {
  readonly ref: VmRef;
  readonly name: string;
  readonly owner: string;
  readonly before: Power | null;
  /** null: the machine is gone. */
  readonly after: Power | null;
  /**
   * Why, where the engine says: `crashed` guest, `shutdown` from inside, `destroyed` by force, `failed` where the
   * engine itself ended; paused as its disk cannot be written: see `Stall`.
   */
  readonly reason:
    | 'booted'
    | 'shutdown'
    | 'destroyed'
    | 'crashed'
    | 'paused'
    | 'resumed'
    | 'removed'
    | 'created'
    | 'failed'
    | Stall
    /** It has another owner, `owner`; its power is as before. */
    | 'handed-over'
    | 'unknown';
  readonly at: Date;
  /** true: noticed by comparing after the connection was lost, not told by an event. */
  readonly missed: boolean;
}

/** A picture of a machine's screen. */
export interface ScreenPicture {
  readonly png: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a machine's network card has seen since it was switched on, in packets; null without a card. */
export interface Traffic {
  readonly sentPackets: number;
  readonly receivedPackets: number;
}

/** How far a running machine's start came, as far as that is seen from outside. */
export interface StartSigns {
  /** What it has read of its disks and discs since it was switched on, in bytes. */
  readonly readBytes: number;
  /** It has read something, less than any system, and does next to nothing now; looked at only without last words. */
  readonly isWaiting: boolean;
  /** What its firmware says where it found nothing to start; null: it says nothing of that kind. */
  readonly lastWords: string | null;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * The lab's hosts. Every call has a deadline of its own, and fails with a `HypervisorError`. Nothing here is
 * anything that a second engine could not offer or decline.
 */
export interface Hypervisor {
  capabilities(): HypervisorCapabilities;
  hosts(options?: CallOptions): Promise<readonly Host[]>;
  images(options?: CallOptions): Promise<readonly HostImage[]>;
  /**
   * Takes an image's bytes in, or goes on where an earlier attempt stopped; nobody else takes in the same meanwhile.
   * @throws HypervisorError `busy` while somebody else does
   */
  receiveImage(id: string, options?: CallOptions): Promise<ImageIntake>;
  /** What is left of intakes that nobody goes on with, by the image's id. */
  unfinishedImages(options?: CallOptions): Promise<readonly { id: string; sizeBytes: number }[]>;
  /** An image's bytes, from the first to the last. */
  readImage(id: string, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Forgets an image and removes its bytes. One that is gone is fine.
   * @throws HypervisorError `busy` while a machine needs it
   */
  removeImage(id: string, options?: CallOptions): Promise<void>;
  /** Volumes of images that have been replaced and that no machine needs: removes them. @returns their sizes */
  removeOldImages(options?: CallOptions): Promise<readonly { name: string; sizeBytes: number }[]>;
  /**
   * Makes an image of a machine that is off: one disk with everything in it, which stands on no other. An abort or
   * an error leaves nothing; an image of the same id that the same request has made is left alone.
   */
  saveImage(
    ref: VmRef,
    facts: Pick<ImageFacts, 'id' | 'origin' | 'declared'>,
    options?: CallOptions,
  ): Promise<void>;
  /** Every machine, addresses as far as they are known without asking a guest. */
  list(options?: CallOptions): Promise<VmList>;
  /** One machine by name, or null if labvm has none of that name. */
  find(name: string, options?: CallOptions): Promise<Vm | null>;
  /** The machine that a request made, or null: how an unknown outcome is resolved. */
  findByRequest(requestId: string, options?: CallOptions): Promise<Vm | null>;
  /**
   * Makes the disk and the machine, switched off. The same request id again continues or returns what is there;
   * an abort or an error leaves nothing behind that `discard(requestId)` would not find.
   */
  create(plan: VmPlan, options?: CallOptions): Promise<Vm>;
  /** Removes whatever a request has made so far: machine (also a running one), disk, log. Nothing there is fine. */
  discard(plan: Pick<VmPlan, 'requestId' | 'name'>, options?: CallOptions): Promise<void>;
  /** Switches on; a running machine is left alone. */
  start(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Presses the power button: the guest may take its time, or not listen. A machine that is off is left alone. */
  shutdown(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Pulls the plug; a machine that is off is left alone. */
  kill(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Presses reset. */
  reset(ref: VmRef, options?: CallOptions): Promise<void>;
  /**
   * Puts an image's disc into the machine's drive; one that lies in it is taken out. Also while it runs.
   * @throws HypervisorError `unsupported` where it has no drive and cannot get one now
   */
  insertDisc(ref: VmRef, image: string, options?: CallOptions): Promise<void>;
  /** Takes the disc out. @param force also where the guest holds it fast */
  ejectDisc(ref: VmRef, force: boolean, options?: CallOptions): Promise<void>;
  pause(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Lets it go on; resolves when the engine was told. Where its disk is still full it stops again at once. */
  resume(ref: VmRef, options?: CallOptions): Promise<void>;
  /**
   * Has the guest's agent set the guest's clock, which stood still while the machine was paused.
   * @returns whether it did; false where there is no agent, or it does not answer
   */
  setClock(ref: VmRef, options?: CallOptions): Promise<boolean>;
  /** How much each machine's disk holds on the host by now, in GiB; those that cannot be seen are left out. */
  diskUse(options?: CallOptions): Promise<ReadonlyMap<VmRef, number>>;
  /** Removes machine, disks and log; kills it first if it runs. A machine that is gone is fine. */
  remove(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Addresses asked of every source now: lease, agent, neighbour table. */
  addresses(ref: VmRef, options?: CallOptions): Promise<readonly Address[]>;
  traffic(ref: VmRef, options?: CallOptions): Promise<Traffic | null>;
  /** null: it does not run, or cannot be looked at now. */
  startSigns(ref: VmRef, options?: CallOptions): Promise<StartSigns | null>;
  /**
   * The end of what the guest wrote on its serial console, at most `maxBytes`, oldest first, as it is.
   * @param options.sinceStart only what it wrote since it was last started or reset by labvm, where that is known
   */
  consoleTail(
    ref: VmRef,
    maxBytes: number,
    options?: CallOptions & { readonly sinceStart?: boolean },
  ): Promise<string>;
  /** As `consoleTail`, but as bytes. */
  consoleBytes(ref: VmRef, maxBytes: number, options?: CallOptions): Promise<Uint8Array>;
  /** The screen as it is now. @param options.maxWidth in pixels: a wider one is shrunk */
  screenshot(ref: VmRef, options?: CallOptions & { readonly maxWidth?: number }): Promise<ScreenPicture>;
  /**
   * Presses keys together and lets them go; resolves when the machine has been told, and keys of later calls come
   * after them. @param keys Linux' codes of keys (linux/input-event-codes.h), at most 16
   */
  pressKeys(ref: VmRef, keys: readonly number[], options?: CallOptions): Promise<void>;
  /** The serial console, both ways. */
  openSerial(ref: VmRef, options?: CallOptions): Promise<Duplex>;
  /** The screen, in RFB (VNC), both ways. */
  openScreen(ref: VmRef, options?: CallOptions): Promise<Duplex>;
  /**
   * Changes of labvm's machines as they come, from the first `next()` on, until the signal fires. After a lost connection it reconnects,
   * compares, and yields what was missed.
   */
  watch(signal: AbortSignal): AsyncIterable<VmChange>;
  close(): Promise<void>;
}
