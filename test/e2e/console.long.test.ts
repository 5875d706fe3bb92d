import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, PICTURES, watchPages } from '../support/browser.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { openConsole, serialText, startConsoleService, waitForSerial } from './support/console.ts';
import { virsh } from './support/host.ts';
import { json, succeed } from './support/labvm.ts';

describe('a machine in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    browser = await launchBrowser();
    await succeed('/vm create tiny looked');
  });
  afterAll(async () => {
    await browser.close();
    await json('/vm delete looked --yes');
  });

  it('reboots, and the same page goes on without being touched', async () => {
    const service = await startConsoleService();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const watched = watchPages(context, new URL(service.base).origin);
    const page = await openConsole(context, await service.link('looked'));
    await page.click('#serial');
    await page.keyboard.press('Enter');
    await waitForSerial(page, /#/);
    await page.keyboard.type('reboot -f\n');
    for (let attempt = 0; attempt < 100 && !/again-42/.test(await serialText(page)); attempt += 1) {
      await page.keyboard.type('\necho again-$((40+2))\n');
      await sleep(1000);
    }
    await waitForSerial(page, /^again-42/m);
    expect(await page.locator('#screen[data-connected]').count()).toBe(1);
    expect(watched.problems).toEqual([]);
    await context.close();
  });

  it('is typed at from the chat, a long line too, with every character in its place', async () => {
    const text = 'The-Quick_brown|fox'.repeat(20);
    // The shell in the machine writes it where the log is kept.
    await succeed(`/vm type looked "echo '${text}' > /dev/ttyS0"`);
    await expect
      .poll(async () => (await succeed('/vm log looked --lines 20')).log, { timeout: PATIENCE_MS })
      .toContain(text);
    await succeed('/vm key looked ctrl-c');
  });

  it('says that it is off, starts at a press, and shows itself again', async () => {
    const service = await startConsoleService();
    const context = await browser.newContext({ locale: 'es-ES' });
    const page = await openConsole(context, await service.link('looked'));
    await virsh('destroy', 'looked');
    await page.waitForSelector('text=looked is off.');
    await page.click('#overlay-button');
    await page.waitForSelector('#overlay', { state: 'hidden' });
    await page.waitForSelector('#screen[data-connected]');
    await page.click('#tab-serial');
    await waitForSerial(page, /\S/);
    await context.close();
  });

  it('fits a phone, in the dark too', async () => {
    const service = await startConsoleService();
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    });
    const page = await openConsole(context, await service.link('looked'));
    for (const tab of ['screen', 'serial'] as const) {
      await page.tap(`#tab-${tab}`);
      await page.waitForSelector(`#${tab}`, { state: 'visible' });
      const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
      await expect.poll(overflow, { message: tab }).toBeLessThanOrEqual(0);
      await page.screenshot({ path: join(PICTURES, `console-phone-${tab}.png`) });
    }
    expect(await page.isVisible('#keys button')).toBe(true);
    await context.close();
  });

  it('opens a link once, and ends at once when it is taken back or deleted', async () => {
    const service = await startConsoleService();
    const context = await browser.newContext();
    const link = await service.link('looked');
    // A robot that previews links uses none up.
    for (let look = 0; look < 3; look += 1) expect((await fetch(link)).status).toBe(200);
    const page = await openConsole(context, link);

    const other = await browser.newContext();
    other.setDefaultTimeout(PATIENCE_MS);
    const late = await other.newPage();
    await late.goto(link);
    await late.waitForSelector('text=has already been opened');
    // Nobody else gets in by the address of the page.
    const stolen = await late.goto(page.url());
    expect(stolen?.status()).toBe(403);

    await succeed('/vm console looked --revoke', { env: service.env });
    await page.waitForSelector('text=was revoked');
    expect((await page.reload())?.status()).toBe(403);
    await other.close();
    await context.close();
  });
});
