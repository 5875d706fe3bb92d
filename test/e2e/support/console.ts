import type { BrowserContext, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { type JsonAnswer, spawnLabvm, succeed } from './labvm.ts';

/** labvm as a service with its pages, on a port of its own. */
export interface ConsoleService {
  readonly base: string;
  readonly env: Readonly<Record<string, string>>;
  /** Asks in the terminal, as another process, for a link to a machine's console. */
  link(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it, and waits until it answers; it is gone with the test. */
export async function startConsoleService(
  changes: Readonly<Record<string, string>> = {},
): Promise<ConsoleService> {
  const port = await freePort();
  const env = { LABVM_WEB_ADDRESS: `127.0.0.1:${port}`, ...changes };
  const child = spawnLabvm(['--serve'], { env });
  const base = `http://127.0.0.1:${port}/`;
  const stop = async () => {
    child.kill('SIGTERM');
    await child;
  };
  onTestFinished(stop);
  await eventually('pages that answer', () => answers(base));
  return {
    base,
    env,
    async link(name) {
      const answer = (await succeed(`/vm console ${name}`, { env })) as JsonAnswer & {
        readonly link: { readonly url: string };
      };
      return answer.link.url;
    },
    stop,
  };
}

async function answers(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}healthz`)).ok;
  } catch {
    return false;
  }
}

/** Opens a link in a new page, and waits until screen and serial console are there. */
export async function openConsole(context: BrowserContext, link: string): Promise<Page> {
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL(/\/console\//);
  await page.waitForSelector('#screen[data-connected]', { state: 'attached' });
  await page.waitForSelector('#serial[data-connected]', { state: 'attached' });
  return page;
}

/** What is to be read on the page's serial console. */
export async function serialText(page: Page): Promise<string> {
  const rows = await page.locator('.xterm-rows > div').allTextContents();
  return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
}

/** Waits until the serial console shows this. */
export async function waitForSerial(page: Page, pattern: RegExp): Promise<void> {
  await eventually(
    `${pattern} on the serial console`,
    () => serialText(page),
    (text) => pattern.test(text),
  );
}

/** What the screen shows: the canvas as it is; empty where there is none. */
export function screenDigest(page: Page): Promise<string> {
  return page.evaluate(`document.querySelector('#screen canvas')?.toDataURL() ?? ''`);
}

/** Waits until the screen is another one. @returns its digest */
export function screenChange(page: Page, before: string): Promise<string> {
  return eventually(
    'another screen',
    () => screenDigest(page),
    (now) => now !== before && now !== '',
  );
}
