import { readFile } from 'node:fs/promises';
import type { Programs } from '../../../../src/base/program.ts';

/** A name that Linux lets a network device have; what is none is looked for nowhere. */
const DEVICE = /^[\w.-]{1,15}$/;

/**
 * Whether a bridge takes no address from frames to link-local groups (such as LLDP), which no filter sees: the
 * bridge's option `no_linklocal_learn`. null where there is no such bridge, or the kernel has no such option.
 */
export async function ignoresLinkLocal(bridge: string): Promise<boolean | null> {
  if (!DEVICE.test(bridge)) return null;
  const path = `/sys/class/net/${bridge}/bridge/no_linklocal_learn`;
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : text.trim() === '1';
}

/** Makes it so; a new bridge learns. Root alone may. @throws Error in ip's words */
export async function ignoreLinkLocal(programs: Programs, bridge: string): Promise<void> {
  const { exitCode, stderr } = await programs.run({
    name: IP,
    arguments: ['link', 'set', bridge, 'type', 'bridge', 'no_linklocal_learn', '1'],
    as: 'self',
    keeps: ['net_admin'],
    limits: { memoryBytes: 256 * 1024 ** 2, cpuSeconds: 5, timeoutMs: 20_000 },
  });
  if (exitCode !== 0) throw new Error(`ip link set ${bridge}: ${stderr.trim()}`);
}

/** Where iproute2 has it; a user's PATH often lacks this folder. */
const IP = '/usr/sbin/ip';
