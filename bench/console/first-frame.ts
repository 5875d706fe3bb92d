import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../test/support/browser.ts';
import { type Figure, median, single } from '../measure.ts';
import type { Service } from './service.ts';
import { LOADED, STEPS, WATCH } from './steps.ts';

const ROUNDS = 9;

/** When a step was reached after the link was opened, in milliseconds. */
type Reached = Readonly<Record<string, number>>;

/** What was loaded until then. */
interface Loaded {
  readonly requests: number;
  /** On the wire, and unpacked, in bytes. */
  readonly sent: number;
  readonly unpacked: number;
}

/**
 * How soon after a link is opened the screen is drawn, in a real browser, and what the time goes into. The first opening
 * has nothing cached, and a browser that has just been started.
 */
export async function benchFirstFrame(service: Service, name: string): Promise<readonly Figure[]> {
  const browser = await launchBrowser();
  const rounds: { reached: Reached; loaded: Loaded }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await open(browser, await service.link(name)));
  } finally {
    await browser.close();
  }
  const [first, ...others] = rounds;
  const frames = others.map(({ reached }) => reached.frame ?? Number.NaN);
  const { requests = 0, sent = 0, unpacked = 0 } = first?.loaded ?? {};
  return [
    single(
      'console: first screen frame after a link is opened, in a new browser',
      first?.reached.frame ?? Number.NaN,
      'ms',
      1000,
    ),
    single(`console: the same, median of ${others.length} more, nothing cached`, median(frames), 'ms', 500),
    ...stepFigures(others.map(({ reached }) => reached)),
    single('console: requests until then', requests, '', Number.POSITIVE_INFINITY),
    single('console: bytes sent until then', Math.round(sent / 1024), 'KiB', Number.POSITIVE_INFINITY),
    single('console: the same unpacked', Math.round(unpacked / 1024), 'KiB', Number.POSITIVE_INFINITY),
  ];
}

async function open(browser: Browser, link: string): Promise<{ reached: Reached; loaded: Loaded }> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  try {
    await context.addInitScript(WATCH);
    const page = await context.newPage();
    const startedAt = Date.now();
    await page.goto(link);
    await page.waitForURL(/console/);
    // The page's policy allows no other way to wait for it.
    let marks: Reached = {};
    while (marks.frame === undefined)
      marks = JSON.parse(String(await page.evaluate(`sessionStorage.getItem('steps') ?? '{}'`)));
    const reached = Object.entries(marks).map(([step, at]) => [step, at - startedAt] as const);
    const loaded = JSON.parse(String(await page.evaluate(LOADED)));
    return { reached: Object.fromEntries(reached), loaded };
  } finally {
    await context.close();
  }
}

/** What each step took after the one before, as medians. */
function stepFigures(rounds: readonly Reached[]): readonly Figure[] {
  return STEPS.map(({ name, words }, at) => {
    const before = STEPS[at - 1]?.name;
    const took = rounds.map(
      (reached) => (reached[name] ?? Number.NaN) - (before ? (reached[before] ?? Number.NaN) : 0),
    );
    return single(`console: of these, ${words}`, median(took), 'ms', Number.POSITIVE_INFINITY);
  });
}
