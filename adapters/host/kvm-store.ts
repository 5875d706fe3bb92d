import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { putWhole } from '../file/put-whole.ts';
import { KVM_DEVICE } from './kvm-facts.ts';
import type { KvmVerdict } from './kvm-verdict.ts';

const FILE = 'kvm.json';

const text = z.object({ en: z.string(), es: z.string() });

const keptSchema = z.object({
  /** For what the verdict holds: one boot, one device. */
  holdsFor: z.string(),
  verdict: z.object({
    usable: z.boolean(),
    case: z.enum(['works', 'no-cpu-flag', 'no-device', 'no-permission', 'dead']),
    reason: text,
    remedy: text,
    checkedAt: z.coerce.date(),
  }),
});

/** The verdict that one of the directories holds for this boot and this device, or null. */
export async function keptVerdict(directories: readonly string[]): Promise<KvmVerdict | null> {
  const holdsFor = await situation();
  for (const directory of directories) {
    const kept = await read(join(directory, FILE));
    if (kept?.holdsFor === holdsFor) return kept.verdict;
  }
  return null;
}

/** Keeps a verdict in the first directory that can be written; nowhere is fine, it is then found out again. */
export async function keepVerdict(directories: readonly string[], verdict: KvmVerdict): Promise<void> {
  const content = `${JSON.stringify({ holdsFor: await situation(), verdict }, null, 2)}\n`;
  for (const directory of directories) {
    try {
      await mkdir(directory, { recursive: true, mode: 0o755 });
      await putWhole(join(directory, FILE), content, 0o644);
      return;
    } catch {
      // Not this one's to write, or its disk is full: the next.
    }
  }
}

async function read(path: string): Promise<z.infer<typeof keptSchema> | null> {
  try {
    return keptSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** A module loaded or a permission given since then makes another device of it, and the verdict void. */
async function situation(): Promise<string> {
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const device = await stat(KVM_DEVICE).catch(() => null);
  return device === null
    ? `${boot} none`
    : `${boot} ${device.rdev} ${device.mode} ${device.uid} ${device.gid}`;
}
