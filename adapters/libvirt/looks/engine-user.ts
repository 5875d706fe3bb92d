import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProgramLimits, Programs } from '../../../src/base/program.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { attribute, child, children, readXml, textOf } from '../xml.ts';

/** Whom libvirt runs QEMU as. */
export interface EngineUser {
  readonly uid: number;
  readonly gid: number;
  /** Its name, or its number where it has none. */
  readonly name: string;
  /** Whether libvirt gives it every file of a machine at its start: `dynamic_ownership` of qemu.conf, on unless said. */
  readonly isGivenFiles: boolean;
}

/** libvirt may have to look at QEMU first. */
const SLOW_LOOK = { lane: 'slow', timeoutMs: 60_000 } as const;

const LIMITS: ProgramLimits = { memoryBytes: 256 * 1024 ** 2, cpuSeconds: 5, timeoutMs: 10_000 };

/** Read by root alone; everybody else takes it for as it comes. */
const QEMU_CONF = '/etc/libvirt/qemu.conf';

/** The user that libvirt says it runs machines as; null: root, whom no file is closed to. */
export async function engineUser(client: LibvirtClient, programs: Programs): Promise<EngineUser | null> {
  const [{ capabilities }, conf] = await Promise.all([
    client.call(procedures.connectGetCapabilities, {}, SLOW_LOOK),
    readFile(QEMU_CONF, 'utf8').catch(() => ''),
  ]);
  const ids = readBaseLabel(capabilities);
  if (ids === null || ids.uid === 0) return null;
  const order = {
    name: 'getent',
    arguments: ['passwd', String(ids.uid)],
    as: 'nobody',
    limits: LIMITS,
  } as const;
  const [name = ''] = (await programs.run(order)).stdout.split(':');
  const isGivenFiles = !/^\s*dynamic_ownership\s*=\s*0/m.test(conf);
  return { ...ids, name: name === '' ? String(ids.uid) : name, isGivenFiles };
}

/** Reads libvirt's capabilities: `+64055:+64055` is whom the security model `dac` gives machines to. */
export function readBaseLabel(capabilities: string): { uid: number; gid: number } | null {
  const host = child(child(readXml(capabilities), 'capabilities'), 'host');
  const dac = children(host, 'secmodel').find((model) => textOf(model, 'model') === 'dac');
  const labels = dac === undefined ? [] : children(dac, 'baselabel');
  const label = labels.find((one) => attribute(one, 'type') === 'qemu') ?? labels[0];
  const found = /^\+?(\d+):\+?(\d+)$/.exec(String(label?.['#text'] ?? ''));
  return found ? { uid: Number(found[1]), gid: Number(found[2]) } : null;
}

/** Whether a user may pass into a folder. Root tries it as that user; everybody else goes by what the folders say. */
export async function mayEnter(
  user: EngineUser,
  folder: string,
  { programs, isRoot }: { readonly programs: Programs; readonly isRoot: boolean },
): Promise<boolean> {
  if (!isRoot || user.name === String(user.uid)) return letsIn(user, folder);
  const order = { name: 'test', arguments: ['-x', folder], as: { user: user.name }, limits: LIMITS } as const;
  return (await programs.run(order)).exitCode === 0;
}

async function letsIn(user: EngineUser, folder: string): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  if (!allows({ mode, uid, gid }, user, 1)) return false;
  return folder === '/' || letsIn(user, dirname(folder));
}

/** Whether the mode of a file or a folder gives a user a right (chmod(2)): 4 to read, 1 to pass. */
export function allows(
  { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number },
  user: Pick<EngineUser, 'uid' | 'gid'>,
  right: 1 | 4,
): boolean {
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & right) === right;
}
