import { z } from 'zod';
import type { ProgramEnd, ProgramLimits, Programs } from '../../../../src/base/program.ts';
import { RULES_FILE } from './places.ts';
import { TABLES } from './rule-set.ts';

/** Where Debian and its relatives have it; a user's PATH often lacks this folder. */
const NFT = '/usr/sbin/nft';

/** A thousand slots take it a tenth of a second and 30 MiB; it never waits for anybody. */
const LIMITS: ProgramLimits = { memoryBytes: 512 * 1024 ** 2, cpuSeconds: 20, timeoutMs: 60_000 };

/** `ENOENT` of nftables, in its own words. */
const NO_TABLE = /No such file or directory/;

const listed = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) });

/** An object that is loaded, as `nft -j list` shows it. */
export type LoadedObject = Readonly<Record<string, unknown>>;

/**
 * Everything that labvm's tables hold at this moment; nothing of a table that is not there. Root alone may look.
 * @throws Error in nft's words
 */
export async function loadedRules(programs: Programs): Promise<readonly LoadedObject[]> {
  const tables = await Promise.all(TABLES.map(({ family, name }) => listTable(programs, family, name)));
  return tables.flat();
}

async function listTable(programs: Programs, family: string, name: string): Promise<readonly LoadedObject[]> {
  const result = await nft(programs, ['-j', 'list', 'table', family, name]);
  if (result.exitCode === 0) return listed.parse(JSON.parse(result.stdout)).nftables;
  if (NO_TABLE.test(result.stderr)) return [];
  throw failure('list', result);
}

/**
 * Loads the rules from the file that set-up wrote, into the place of those that are there.
 * @throws Error in nft's words; then nothing has changed
 */
export async function loadRules(programs: Programs): Promise<void> {
  const result = await nft(programs, ['-j', '-f', RULES_FILE]);
  if (result.exitCode !== 0) throw failure('-f', result);
}

function nft(programs: Programs, args: readonly string[]): Promise<ProgramEnd> {
  return programs.run({ name: NFT, arguments: args, as: 'self', keeps: ['net_admin'], limits: LIMITS });
}

function failure(what: string, { exitCode, stderr }: ProgramEnd): Error {
  return new Error(`nft ${what}: ${stderr.trim() || `it ended with ${exitCode}`}`);
}
