/**
 * What machines take of their host's memory. A machine's owner is told and limited by the memory of its guest; the host
 * gives more than that, and must not promise what it has not.
 */

/** How a host runs its guests. `none`: they are emulated. */
export type Acceleration = 'kvm' | 'none';

/**
 * What is allowed for the emulator beside its guest's memory, in MiB: QEMU 7.2 held 44 beside a guest that had booted
 * (code and libraries, which machines share, 23); the screen has 16, and something queues on the way to disk and network.
 */
const EMULATOR_MIB = 64;

/**
 * The bounds of an emulated guest's translation cache, in MiB. Left to itself QEMU keeps up to 1 GiB of translated code a
 * guest, however small the guest is; a quarter of the guest's memory is what it kept until version 5.0.
 */
const CACHE_MIB = { least: 32, most: 512, share: 1 / 4 };

/** What is allowed for the tables by which translated code is found again, as a part of it. */
const CACHE_TABLES = 1 / 4;

/** How much translated code an emulated guest may keep, in MiB. */
export function translationCacheMiB(memoryMiB: number): number {
  return Math.min(Math.max(Math.ceil(memoryMiB * CACHE_MIB.share), CACHE_MIB.least), CACHE_MIB.most);
}

/**
 * What a running machine takes of its host, in MiB.
 * @param memoryMiB its guest's; 0 for a machine that does not run, which takes nothing
 */
export function footprintMiB(memoryMiB: number, acceleration: Acceleration): number {
  if (memoryMiB <= 0) return 0;
  const translation =
    acceleration === 'kvm' ? 0 : Math.ceil(translationCacheMiB(memoryMiB) * (1 + CACHE_TABLES));
  return memoryMiB + EMULATOR_MIB + translation;
}
