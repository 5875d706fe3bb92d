import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCutShort, type Programs } from '../../src/base/program.ts';
import { trialProgram } from './kvm-program.ts';

/** `ran`: a guest came to its end; `never-ran`: QEMU refused or the guest stood still. */
export type TrialOutcome = 'ran' | 'never-ran';

/** What the trial needs where KVM works is about 0.1 s, of which the guest has a hundredth. */
const TRIAL_MS = 1_000;

/** QEMU sets aside 1 GiB of address space for what it translates, and uses next to nothing of it. */
const TRIAL_BYTES = 4 * 1024 ** 3;

/** For a host so loaded that not even emulation ends in that time. */
const PATIENT_TRIAL_MS = 8_000;

/**
 * Runs a small guest on KVM. A guest that does not end in time counts as dead only if the same guest ends in that
 * time on emulation; else the host is busy, and it is given longer.
 *
 * @throws if QEMU is not installed
 */
export async function tryKvm(programs: Programs): Promise<TrialOutcome> {
  if (await trialEnds('kvm', TRIAL_MS, programs)) return 'ran';
  if (await trialEnds('tcg', TRIAL_MS, programs)) return 'never-ran';
  return (await trialEnds('kvm', PATIENT_TRIAL_MS, programs)) ? 'ran' : 'never-ran';
}

/**
 * Whether the small guest comes to its end in time. Its QEMU never outlives the call, nor the process that made it.
 *
 * @throws if QEMU is not installed
 */
export async function trialEnds(
  accelerator: 'kvm' | 'tcg',
  timeoutMs: number,
  programs: Programs,
): Promise<boolean> {
  const program = trialProgram(process.arch);
  if (!program) throw new Error(`No trial of KVM for '${process.arch}': labvm knows x64 and arm64.`);
  const folder = await mkdtemp(join(tmpdir(), 'labvm-kvm-'));
  try {
    const firmware = join(folder, 'firmware');
    await writeFile(firmware, program.firmware, { mode: 0o600 });
    const bare = ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-m', '16'];
    const { exitCode } = await programs.run({
      name: program.emulator,
      arguments: [...program.machine, ...bare, '-accel', accelerator, '-bios', firmware],
      // The device is not everybody's.
      as: 'self',
      limits: { memoryBytes: TRIAL_BYTES, cpuSeconds: 20, timeoutMs },
    });
    return exitCode === program.successStatus;
  } catch (error) {
    if (isCutShort(error)) return false;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
