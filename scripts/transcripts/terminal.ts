import { join } from 'node:path';
import { runInteractive } from '../../adapters/terminal/index.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Locale } from '../../src/base/text.ts';
import { readConfig } from '../../src/config.ts';
import { openLab } from '../../src/main.ts';
import { createTty, type Tty } from '../../test/adapters/terminal/support/tty.ts';
import { orInVain } from '../../test/servers/stage.ts';
import { PATIENCE_MS } from '../../test/support/patience.ts';
import type { Gate } from './gate.ts';
import { joined } from './markdown.ts';
import { makeOwnData } from './own-data.ts';
import { SPOKEN } from './spoken.ts';
import { stepAtWork, throughSteps } from './steps.ts';
import { untilNotTooBusy } from './too-busy.ts';

const COLUMNS = 96;
/** More than anything said here, so that nothing is left out for want of room. */
const ROWS = 400;
const PROMPT = 'labvm>';

/** A person at the prompt, from help to doctor. */
export async function inTerminal(locale: Locale, gate: Gate): Promise<string> {
  const { words, yes, greeting, intro } = SPOKEN[locale];
  const data = await makeOwnData();
  const env = { ...process.env, LABVM_DATA_DIR: data.folder, LABVM_LIBVIRT_SOCKET: gate.socket };
  const lab = await openLab(readConfig(env), silentLog);
  const tty = createTty(COLUMNS, ROWS);
  const ending = new AbortController();
  try {
    await lab.app.start();
    const conversation = runInteractive({
      desk: lab.app.desk,
      person: { userName: 'ana', locale, pictureFolder: join(data.folder, 'pictures') },
      noticeLocale: locale,
      stdin: tty.stdin,
      stdout: tty.stdout,
      historyFile: join(data.folder, 'history'),
      mayKeep: () => false,
      color: false,
      signal: ending.signal,
      log: silentLog,
    });
    const said = await typed(tty, { gate, yes, greeting, later: words.later });
    ending.abort();
    await conversation;
    return [intro(locale === 'en' ? 'a terminal' : 'un terminal'), ...said].join('\n\n');
  } finally {
    await lab.close();
    await data.remove();
  }
}

interface Typing {
  readonly gate: Gate;
  readonly yes: string;
  readonly greeting: string;
  /** Stands between two states of one message. */
  readonly later: string;
}

/** @returns what stands on the screen, a block for each command */
async function typed(tty: Tty, { gate, yes, greeting, later }: Typing): Promise<readonly string[]> {
  const blocks: string[] = [];
  const see = (what: string, isThere: (text: string) => boolean) =>
    orInVain(what, tty.until(isThere), PATIENCE_MS).catch((error: unknown) => {
      throw new Error(`The screen ends with:\n${tty.screen.all().slice(-30).join('\n')}`, { cause: error });
    });
  const isAtPrompt = (text: string) => text.endsWith(PROMPT);
  let from = 0;
  /** Everything since the last command was typed. */
  const since = (text: string) => text.slice(from).trimEnd();

  async function type(line: string): Promise<void> {
    from = (await see('a prompt', isAtPrompt)).length - PROMPT.length;
    tty.type(`${line}\r`);
    await see(line, (text) => text.slice(from).startsWith(`${PROMPT} ${line}\n`));
  }
  async function answer(): Promise<string> {
    const text = since(await see('an answer', (all) => isAtPrompt(all) && all.length > from + PROMPT.length));
    return text.slice(0, -PROMPT.length).trimEnd();
  }
  async function say(line: string): Promise<void> {
    await type(line);
    blocks.push(fenced(await answer()));
  }

  blocks.push(fenced((await see('a greeting', isAtPrompt)).slice(0, -PROMPT.length).trimEnd()));
  for (const line of ['/help', greeting, '/vm lst']) await say(line);
  const states = await throughSteps(
    gate,
    () => type('/vm create tiny web1'),
    async (step) => since(await see(`step ${step}`, (text) => stepAtWork(since(text)) === step)),
  );
  blocks.push(joined([...states, await answer()].map(fenced), later));
  for (const line of ['/vm list', '/vm show web1', '/vm stop web1']) await say(line);
  await type('/vm delete web1');
  await see('a question', (text) => /\[[a-z]\/[A-Z]\]$/.test(text));
  tty.type(`${yes}\r`);
  blocks.push(fenced(await answer()));
  const doctor = await untilNotTooBusy(async () => {
    await type('/host doctor');
    return answer();
  });
  const [asked, ...lines] = doctor.split('\n');
  blocks.push(fenced([asked, '…', lines.at(-1)].join('\n')));
  return blocks;
}

const fenced = (text: string): string => ['```', text, '```'].join('\n');
