import { execa } from 'execa';
import { z } from 'zod';
import { RULES_FILE } from './places.ts';
import { TABLES } from './rule-set.ts';

/** Where Debian and its relatives have it; a user's PATH often lacks this folder. */
const NFT = '/usr/sbin/nft';

/** A thousand slots take it a tenth of a second; it never waits for anybody. */
const TIMEOUT_MS = 20_000;

/** `ENOENT` of nftables, in its own words. */
const NO_TABLE = /No such file or directory/;

const listed = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) });

/** An object that is loaded, as `nft -j list` shows it. */
export type LoadedObject = Readonly<Record<string, unknown>>;

/**
 * Everything that labvm's tables hold at this moment; nothing of a table that is not there. Root alone may look.
 * @throws Error in nft's words
 */
export async function loadedRules(): Promise<readonly LoadedObject[]> {
  const tables = await Promise.all(TABLES.map(({ family, name }) => listTable(family, name)));
  return tables.flat();
}

async function listTable(family: string, name: string): Promise<readonly LoadedObject[]> {
  const result = await nft(['-j', 'list', 'table', family, name]);
  if (!result.failed) return listed.parse(JSON.parse(result.stdout)).nftables;
  if (NO_TABLE.test(result.stderr)) return [];
  throw failure('list', result);
}

/**
 * Loads the rules from the file that set-up wrote, into the place of those that are there.
 * @throws Error in nft's words; then nothing has changed
 */
export async function loadRules(): Promise<void> {
  const result = await nft(['-j', '-f', RULES_FILE]);
  if (result.failed) throw failure('-f', result);
}

function nft(args: readonly string[]) {
  return execa(NFT, args, {
    reject: false,
    stdin: 'ignore',
    timeout: TIMEOUT_MS,
    maxBuffer: 10_000_000,
    extendEnv: false,
    env: { LC_ALL: 'C' },
  });
}

function failure(
  what: string,
  { stderr, shortMessage }: { readonly stderr: string; readonly shortMessage?: string },
): Error {
  return new Error(`nft ${what}: ${stderr.trim() || shortMessage}`);
}
