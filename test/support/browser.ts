import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Debian's (scripts/setup/test-packages.txt). */
const EXECUTABLE = '/usr/bin/chromium';

/** A browser that asks nobody for anything but the pages it is sent to. */
export function launchBrowser(...more: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...more],
  });
}

/** Where pictures of a run are kept for people to look at. */
export const PICTURES = join(import.meta.dirname, '../../node_modules/.cache/labvm/pictures');

/** What went wrong in the pages of a context, and what they asked of others. */
export interface Watched {
  /** Breaches of the Content Security Policy, errors of scripts. */
  readonly problems: readonly string[];
  /** Addresses that are not of this origin. */
  readonly elsewhere: readonly string[];
}

/** Watches every page of a context. */
export function watchPages(context: BrowserContext, origin: string): Watched {
  const problems: string[] = [];
  const elsewhere: string[] = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) elsewhere.push(url.href);
  });
  return { problems, elsewhere };
}
