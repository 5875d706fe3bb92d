import { launchBrowser } from '../../test/support/browser.ts';
import { type Figure, median, single } from '../measure.ts';
import type { Service } from './service.ts';

const ROUNDS = 9;

/** Watches the canvas from before the page's own script runs; the time counts from the opening of the link. */
const WATCH = `
  new MutationObserver(() => {
    const canvas = document.querySelector('#screen canvas');
    if (!canvas || window.watching) return;
    window.watching = true;
    const look = () => {
      const { width, height } = canvas;
      const pixels = width > 1 ? canvas.getContext('2d').getImageData(0, 0, width, height).data : [];
      if (pixels.some((value, at) => at % 4 < 3 && value > 64)) window.firstFrame = performance.timeOrigin + performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }).observe(document, { childList: true, subtree: true });
`;

/** How soon after a link is opened the screen is drawn, in a real browser. The first opening has nothing cached. */
export async function benchFirstFrame(service: Service, name: string): Promise<readonly Figure[]> {
  const browser = await launchBrowser();
  const took: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const link = await service.link(name);
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
      await context.addInitScript(WATCH);
      const page = await context.newPage();
      const startedAt = Date.now();
      await page.goto(link);
      await page.waitForURL(/console/);
      // The page's policy allows no other way to wait for it.
      let firstFrame = 0;
      while (firstFrame === 0) firstFrame = Number(await page.evaluate('window.firstFrame ?? 0'));
      took.push(firstFrame - startedAt);
      await context.close();
    }
  } finally {
    await browser.close();
  }
  const [first = Number.NaN, ...others] = took;
  return [
    single('console: first screen frame after a link is opened, in a new browser', first, 'ms', 1000),
    single(`console: the same, median of ${others.length} more, nothing cached`, median(others), 'ms', 500),
  ];
}
