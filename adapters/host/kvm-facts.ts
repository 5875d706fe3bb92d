import { constants } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { isCutShort, type ProgramLimits, type Programs } from '../../src/base/program.ts';
import { systemTrouble } from '../../src/view/system-trouble.ts';
import { type TrialOutcome, tryKvm } from './kvm-trial.ts';

/** What can be seen of KVM on a host, before anything is concluded from it. */
export interface KvmFacts {
  readonly vendor: 'intel' | 'amd' | 'arm' | 'other';
  /** Whether the processor offers virtualisation; always true where it has no flag for that (arm64). */
  readonly cpuFlag: boolean;
  /** Whether this host is a virtual machine itself, as far as the processor says. */
  readonly insideVm: boolean;
  readonly device: 'absent' | 'denied' | 'opens';
  /** null: there was nothing to try it on. */
  readonly trial: TrialOutcome | null;
  /** Whether the user whom libvirt runs guests as may open the device; true where only root could find that out. */
  readonly engineMayOpen: boolean;
}

export const KVM_DEVICE = '/dev/kvm';

/** Looks at the processor and the device, and runs a small guest if the device opens. */
export async function readKvmFacts(programs: Programs): Promise<KvmFacts> {
  const cpu = readCpu(await readFile('/proc/cpuinfo', 'utf8'), process.arch);
  const device = await openDevice();
  if (device !== 'opens') return { ...cpu, device, trial: null, engineMayOpen: false };
  const trial = await tryKvm(programs);
  return { ...cpu, device, trial, engineMayOpen: trial === 'ran' && (await engineMayOpen(programs)) };
}

/** Debian's and Ubuntu's name of the user. */
const ENGINE_USER = 'libvirt-qemu';

/** More than a look takes. */
const LIMITS: ProgramLimits = { memoryBytes: 256 * 1024 ** 2, cpuSeconds: 5, timeoutMs: 10_000 };

/** What could not be found out is not held against it: a host that is busy now has KVM all the same. */
async function engineMayOpen(programs: Programs): Promise<boolean> {
  try {
    return await mayOpen(programs);
  } catch (error) {
    if (isCutShort(error)) return true;
    throw error;
  }
}

async function mayOpen(programs: Programs): Promise<boolean> {
  if (process.getuid?.() !== 0) return true;
  // Where there is no user of that name, nothing is told about the device.
  if (!(await userExists(ENGINE_USER, programs))) return true;
  const { exitCode } = await programs.run({
    name: 'test',
    arguments: ['-r', KVM_DEVICE, '-a', '-w', KVM_DEVICE],
    as: { user: ENGINE_USER },
    limits: LIMITS,
  });
  return exitCode !== 1;
}

async function userExists(name: string, programs: Programs): Promise<boolean> {
  const order = { name: 'getent', arguments: ['passwd', name], as: 'nobody', limits: LIMITS } as const;
  return (await programs.run(order)).exitCode === 0;
}

/** Reads /proc/cpuinfo: `vmx` is Intel's flag, `svm` AMD's, `hypervisor` is set inside virtual machines. */
export function readCpu(cpuinfo: string, arch: string): Pick<KvmFacts, 'vendor' | 'cpuFlag' | 'insideVm'> {
  if (arch === 'arm64') return { vendor: 'arm', cpuFlag: true, insideVm: false };
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.split(' '));
  const vendorId = /^vendor_id\s*:\s*(\S+)/m.exec(cpuinfo)?.[1];
  return {
    vendor: vendorId === 'GenuineIntel' ? 'intel' : vendorId === 'AuthenticAMD' ? 'amd' : 'other',
    cpuFlag: flags.has('vmx') || flags.has('svm'),
    insideVm: flags.has('hypervisor'),
  };
}

async function openDevice(): Promise<KvmFacts['device']> {
  const found = await stat(KVM_DEVICE).catch(() => null);
  if (!found?.isCharacterDevice()) return 'absent';
  try {
    const handle = await open(KVM_DEVICE, constants.O_RDWR);
    await handle.close();
    return 'opens';
  } catch (error) {
    // ENODEV, ENXIO: a node without a driver behind it.
    return systemTrouble(error) === 'closed' ? 'denied' : 'absent';
  }
}
