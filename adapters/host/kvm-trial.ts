import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type TrialProgram, trialProgram } from './kvm-program.ts';

/** `ran`: a guest came to its end; `never-ran`: QEMU refused or the guest stood still. */
export type TrialOutcome = 'ran' | 'never-ran';

/** What the trial needs where KVM works is about 0.1 s, of which the guest has a hundredth. */
const TRIAL_MS = 1_000;

/** For a host so loaded that not even emulation ends in that time. */
const PATIENT_TRIAL_MS = 8_000;

/**
 * Runs a small guest on KVM. A guest that does not end in time counts as dead only if the same guest ends in that
 * time on emulation; else the host is busy, and it is given longer.
 *
 * @throws if QEMU is not installed
 */
export async function tryKvm(): Promise<TrialOutcome> {
  if (await trialEnds('kvm', TRIAL_MS)) return 'ran';
  if (await trialEnds('tcg', TRIAL_MS)) return 'never-ran';
  return (await trialEnds('kvm', PATIENT_TRIAL_MS)) ? 'ran' : 'never-ran';
}

/**
 * Whether the small guest comes to its end in time. Its QEMU never outlives the call, nor the process that made it.
 *
 * @throws if QEMU is not installed
 */
export async function trialEnds(accelerator: 'kvm' | 'tcg', timeoutMs: number): Promise<boolean> {
  const program = trialProgram(process.arch);
  if (!program) throw new Error(`No trial of KVM for '${process.arch}': labvm knows x64 and arm64.`);
  const folder = await mkdtemp(join(tmpdir(), 'labvm-kvm-'));
  try {
    const firmware = join(folder, 'firmware');
    await writeFile(firmware, program.firmware, { mode: 0o600 });
    return await runs(program, ['-accel', accelerator, '-bios', firmware], timeoutMs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runs(program: TrialProgram, options: readonly string[], timeoutMs: number): Promise<boolean> {
  const bare = ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-m', '16'];
  const qemu = [program.emulator, ...program.machine, ...bare, ...options];
  const result = await execa('setpriv', ['--pdeathsig', 'KILL', ...qemu], {
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout: timeoutMs,
    // A guest that stands still on a broken KVM need not hear anything else.
    killSignal: 'SIGKILL',
  });
  // 127: setpriv found no such program. ENOENT: there is no setpriv.
  if (result.exitCode === 127 || result.code === 'ENOENT') {
    throw new Error(
      `KVM cannot be tried: ${program.emulator} or setpriv is not installed. Run scripts/setup.sh first.`,
    );
  }
  return result.exitCode === program.successStatus;
}
