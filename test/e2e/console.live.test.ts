import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, PICTURES, watchPages } from '../support/browser.ts';
import { sharedMachine } from '../support/shared-machine.ts';
import {
  openConsole,
  screenChange,
  screenDigest,
  startConsoleService,
  waitForSerial,
} from './support/console.ts';

describe('a machine in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('is logged in at, typed at, and seen to react', async () => {
    const service = await startConsoleService();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'en-GB' });
    const watched = watchPages(context, new URL(service.base).origin);
    const page = await openConsole(context, await service.link(sharedMachine().name));
    expect(new URL(page.url()).hash).toBe('');

    // The scrollback is there before anything is typed, and a command is answered.
    await page.click('#serial');
    await page.keyboard.press('Enter');
    await waitForSerial(page, /#/);
    await page.keyboard.type('echo answer-$((40+2))\n');
    await waitForSerial(page, /^answer-42/m);

    // The screen reacts to a key.
    const before = await screenDigest(page);
    await page.click('#screen canvas');
    await page.keyboard.type('abc');
    await screenChange(page, before);

    // A text is typed at the screen, key by key, with what needs shift.
    await page.keyboard.press('Control+C');
    await page.click('#type-text');
    await page.selectOption('#text-layout', 'us');
    await page.fill('#text-input', 'echo "T-$((6*7))_OK" > /dev/ttyS0\n');
    await page.click('#text-send');
    await waitForSerial(page, /T-42_OK/);

    await page.screenshot({ path: join(PICTURES, 'console-wide.png') });

    expect(watched.problems).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });
});
