import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { waitForSerial } from '../../e2e/support/console.ts';
import { launchBrowser, watchPages } from '../../support/browser.ts';
import { freePort } from '../../support/free-port.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { openWebLab } from './support/web-lab.ts';

/** A real browser at pages over a fake lab; what it loads is counted. */
async function openBrowser() {
  const port = await freePort();
  const web = await openWebLab({ port, publicUrl: `http://127.0.0.1:${port}/` });
  await web.machine('web1');
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ locale: 'es-ES' });
  context.setDefaultTimeout(PATIENCE_MS);
  const watched = watchPages(context, new URL(web.base).origin);
  const loaded: string[] = [];
  context.on('request', (request) => void loaded.push(new URL(request.url()).pathname));
  const page = await context.newPage();
  const open = async () => page.goto(`${web.base}open#${await web.token('web1')}`);
  return { web, context, page, watched, loaded, open };
}

async function showsSerial(page: Page): Promise<void> {
  await page.waitForSelector('#serial[data-connected]', { state: 'attached' });
}

it('a link’s page becomes the console’s without another page being loaded, in the language of whoever asked', async () => {
  const { page, watched, loaded, open } = await openBrowser();
  await open();
  await page.waitForURL(/\/console\/[\w-]+\/$/);
  await showsSerial(page);
  expect(loaded.filter((path) => /^\/(open|console\/[\w-]+\/)$/.test(path))).toEqual(['/open']);
  expect(await page.title()).toBe('web1 — labvm');
  // The browser speaks Spanish, and whoever asked for the link English.
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  expect(await page.textContent('#tab-screen')).toBe('Screen');
  expect(await page.textContent('#power')).toBe('running');
  // It is typed at, and the fake machine says it again: the terminal's styles are taken, too.
  await page.click('#tab-serial');
  await page.keyboard.type('echo-42');
  await waitForSerial(page, /echo-42/);
  expect(watched.problems).toEqual([]);
  expect(watched.elsewhere).toEqual([]);

  // Its address brings the same, with the same session.
  await page.reload();
  await showsSerial(page);
  expect(await page.title()).toBe('web1 — labvm');
  expect(watched.problems).toEqual([]);
});

it('where the console’s script does not arrive, the browser goes to the session’s address', async () => {
  const { page, context, loaded, open } = await openBrowser();
  const hindered: string[] = [];
  await context.route(/\/assets\/(show-console|screen)-/, (route) => {
    // Only as long as the link's page is there: what the browser loads then, it gets.
    if (/\/open$/.test(new URL(route.request().frame().url()).pathname)) {
      hindered.push(route.request().url());
      return route.abort();
    }
    return route.continue();
  });
  await open();
  await page.waitForURL(/\/console\/[\w-]+\/$/);
  await showsSerial(page);
  expect(hindered.length).toBeGreaterThan(0);
  expect(loaded.filter((path) => /^\/console\/[\w-]+\/$/.test(path))).toHaveLength(1);
});

it('a link that was used is told so where it leads, and shows no console', async () => {
  const { page, open, web } = await openBrowser();
  const token = await web.token('web1');
  await web.visit(token);
  await page.goto(`${web.base}open#${token}`);
  await page.waitForSelector('#text:not(:empty)');
  expect(new URL(page.url()).pathname).toBe('/open');
  expect(await page.locator('#serial').count()).toBe(0);
  // The same page opens another one.
  await open();
  await showsSerial(page);
});
