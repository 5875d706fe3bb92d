/**
 * Makes the transcripts in docs/transcripts anew, from real runs.
 *
 *   npm run transcripts [-- <chat>…]      all of them, or those of these chats
 *
 * Runs inside a lab host (scripts/lab-host/enter.sh).
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../src/base/text.ts';
import { inDiscord } from './discord.ts';
import { type Gate, openGate } from './gate.ts';
import { withPlaceholders } from './placeholders.ts';
import { inSlack } from './slack.ts';
import { inTerminal } from './terminal.ts';

/** A person at each chat, in one language. */
const CHATS: Readonly<Record<string, (locale: Locale, gate: Gate) => Promise<string>>> = {
  terminal: inTerminal,
  slack: inSlack,
  discord: inDiscord,
};

/** Where the transcripts are. */
export const FOLDER = new URL('../../docs/transcripts/', import.meta.url);

/** Goes through every chat in every language. @returns the transcripts by the names of their files */
export async function makeTranscripts(chats = Object.keys(CHATS)): Promise<ReadonlyMap<string, string>> {
  const libvirt = process.env.LABVM_LIBVIRT_SOCKET;
  if (process.env.LABVM_LAB !== '1' || !libvirt)
    throw new Error('Transcripts are made inside a lab host: npm run transcripts');
  const folder = await mkdtemp(join(tmpdir(), 'labvm-transcripts-'));
  const gate = await openGate(join(folder, 'libvirt-sock'), libvirt);
  const made = new Map<string, string>();
  try {
    // One after another: each makes a machine of the same name.
    for (const chat of chats) {
      for (const locale of LOCALES) {
        const text = await CHATS[chat]?.(locale, gate);
        if (text === undefined) throw new Error(`There is no chat ${chat}: ${Object.keys(CHATS).join(', ')}`);
        made.set(`${chat}.${locale}.md`, `${withPlaceholders(text)}\n`);
      }
    }
  } finally {
    await gate.close();
    await rm(folder, { recursive: true, force: true });
  }
  return made;
}

if (import.meta.main) {
  const beganMs = performance.now();
  const given = process.argv.slice(2);
  const made = await makeTranscripts(given.length === 0 ? undefined : given);
  await mkdir(FOLDER, { recursive: true });
  for (const [name, text] of made) await writeFile(new URL(name, FOLDER), text);
  console.log(`${made.size} transcripts in ${Math.round((performance.now() - beganMs) / 1000)} s`);
}
