import { setTimeout as sleep } from 'node:timers/promises';
import { LESS_THAN_A_SYSTEM } from '../../../src/vm/not-started.ts';
import type { StartSigns } from '../../../src/vm/ports/signs.ts';
import { type LibvirtClient, parameterMap, procedures } from '../rpc/index.ts';
import { pictureOf } from '../screen/screenshot.ts';
import { holdsText, textRows } from '../screen/text-screen.ts';
import { ofGuest, type Session } from '../session.ts';
import type { OwnMachine } from './own-machine.ts';

/** VIR_DOMAIN_STATS_VCPU, VIR_DOMAIN_STATS_BLOCK; NOWAIT: a machine in the middle of something is asked another time. */
const STATS = (1 << 3) | (1 << 5);
const NOWAIT = 1 << 29;

/**
 * A machine waits if it reads nothing from one look to the next and uses less than this part of a CPU; looked at again
 * and again, in milliseconds, as one that its host leaves no time stands still for a moment too.
 */
const LOOKS = 3;
const PAUSE_MS = 300;
const WAITING_BELOW = 0.5;

/** More of either has no machine. */
const MOST = 256;

/**
 * What is on the screen where BIOS found nothing, each in a row of its own: SeaBIOS's last words (src/boot.c), and those
 * of boot sectors that stand before no system (syslinux: mbr; dosfstools: mkfs.fat).
 */
const LAST_WORDS_OF_BIOS = [
  'No bootable device.',
  'Missing operating system.',
  'This is not a bootable disk.  Please insert a bootable floppy and',
] as const;

/** What UEFI writes on the serial console where it found nothing (EDK II: BdsDxe; ShellPkg). */
const LAST_WORDS_OF_UEFI = ['No bootable option or device was found', 'UEFI Interactive Shell'] as const;

/**
 * How far a machine's start came.
 * @param console the end of what it has written on its serial console since it was started
 * @returns null where it does not run, or cannot be looked at now
 */
export async function startSigns(
  session: Session,
  machine: OwnMachine,
  console: () => Promise<string>,
  signal?: AbortSignal,
): Promise<StartSigns | null> {
  if (machine.condition.power !== 'running') return null;
  const first = await look(session.client, machine, signal);
  if (!first) return null;
  const { readBytes } = first;
  const signs = { readBytes, isWaiting: false, lastWords: null };
  // Then its firmware found something, and how it gave up need not be looked for.
  if (readBytes >= LESS_THAN_A_SYSTEM) return signs;
  // It reads little of a disk before it has been at work for long, and says on the console how it ended.
  if (machine.definition.startsBy.firmware === 'uefi') {
    return { ...signs, lastWords: lastWordsOfUefi(await console()) };
  }
  const lastWords = await lastWordsOfBios(session, machine, signal);
  if (lastWords !== null || readBytes === 0) return { ...signs, lastWords };
  return { ...signs, isWaiting: await waits(session.client, machine, first, signal) };
}

/** Whether a machine does next to nothing for some looks after the first one. */
async function waits(
  client: LibvirtClient,
  machine: OwnMachine,
  first: Look,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let before = first;
  for (let looks = 1; looks < LOOKS; looks += 1) {
    await sleep(PAUSE_MS, undefined, signal ? { signal } : {});
    const now = await look(client, machine, signal);
    if (!now || now.readBytes !== before.readBytes) return false;
    const spent = (now.cpuNs - before.cpuNs) / ((now.at - before.at) * 1e6);
    if (spent >= WAITING_BELOW) return false;
    before = now;
  }
  return true;
}

interface Look {
  readonly readBytes: number;
  /** What its CPUs have done, and would have done if the host had let them. */
  readonly cpuNs: number;
  /** By `performance.now()`. */
  readonly at: number;
}

async function look(
  client: LibvirtClient,
  { domain }: OwnMachine,
  signal: AbortSignal | undefined,
): Promise<Look | null> {
  const args = { domains: [domain], stats: STATS, flags: NOWAIT };
  const { records } = await client.call(procedures.connectGetAllDomainStats, args, {
    ...ofGuest(domain),
    ...(signal ? { signal } : {}),
  });
  const values = parameterMap(records[0]?.parameters ?? []);
  const total = (count: string, field: (index: number) => string): number | null => {
    const most = Math.min(Number(values.get(count) ?? 0), MOST);
    const found = Array.from({ length: most }, (_, index) => values.get(field(index)));
    return found.every((value) => value === undefined)
      ? null
      : found.reduce((sum: number, value) => sum + Number(value ?? 0), 0);
  };
  const readBytes = total('block.count', (index) => `block.${index}.rd.bytes`);
  const time = total('vcpu.current', (index) => `vcpu.${index}.time`);
  if (time === null) return null;
  // An empty drive, or none at all, has nothing to count.
  if (readBytes === null && Number(values.get('block.count') ?? 0) > 0 && !isEmpty(values)) return null;
  const delay = total('vcpu.current', (index) => `vcpu.${index}.delay`) ?? 0;
  return { readBytes: readBytes ?? 0, cpuNs: time + delay, at: performance.now() };
}

/** No file is in any of its drives. */
function isEmpty(values: ReadonlyMap<string, unknown>): boolean {
  return ![...values.keys()].some((name) => /^block\.\d+\.path$/.test(name));
}

function lastWordsOfUefi(console: string): string | null {
  return LAST_WORDS_OF_UEFI.find((words) => console.includes(words)) ?? null;
}

async function lastWordsOfBios(
  session: Session,
  machine: OwnMachine,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const rows = textRows(await pictureOf(session, machine, signal));
  if (!rows) return null;
  return LAST_WORDS_OF_BIOS.find((words) => rows.some((row) => holdsText(row, words))) ?? null;
}
