/** What is reached on the way from a link to its screen, in this order. */
export const STEPS = [
  { name: 'page', words: 'until the link’s page is there' },
  { name: 'asked', words: 'until its script hands the link in' },
  { name: 'taken', words: 'until labvm has answered' },
  { name: 'socket', words: 'until the console’s script asks for the screen' },
  { name: 'open', words: 'until its socket is open' },
  { name: 'bytes', words: 'until the screen’s first bytes are there' },
  { name: 'frame', words: 'until they are drawn' },
] as const;

/** Sums up what the page has loaded, itself included, and adds what the pages before it had. */
const SUM = `
  window.loadedUntil = (ms) => {
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const until = all.filter(({ responseEnd }) => performance.timeOrigin + responseEnd <= ms);
    const before = JSON.parse(sessionStorage.getItem('loaded') ?? '{"requests":0,"sent":0,"unpacked":0}');
    const sum = (field) => until.reduce((so, entry) => so + entry[field], 0);
    return JSON.stringify({
      requests: before.requests + until.length,
      sent: before.sent + sum('transferSize'),
      unpacked: before.unpacked + sum('decodedBodySize'),
    });
  };
  addEventListener('pagehide', () => sessionStorage.setItem('loaded', window.loadedUntil(Infinity)));
`;

/**
 * Marks the steps, from before the page's own script runs, and across pages: each is when it was reached first, in
 * milliseconds since 1970.
 */
export const WATCH = `(() => {
  const steps = JSON.parse(sessionStorage.getItem('steps') ?? '{}');
  const mark = (name) => {
    steps[name] ??= performance.timeOrigin + performance.now();
    sessionStorage.setItem('steps', JSON.stringify(steps));
  };
  mark('page');
  ${SUM}
  const fetched = window.fetch;
  window.fetch = async (...given) => {
    mark('asked');
    const response = await fetched(...given);
    mark('taken');
    return response;
  };
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      if (!/screen$/.test(String(given[0]))) return;
      mark('socket');
      this.addEventListener('open', () => mark('open'));
      this.addEventListener('message', () => mark('bytes'), { once: true });
    }
  };
  new MutationObserver(() => {
    const canvas = document.querySelector('#screen canvas');
    if (!canvas || window.watching) return;
    window.watching = true;
    const look = () => {
      const { width, height } = canvas;
      const pixels = width > 1 ? canvas.getContext('2d').getImageData(0, 0, width, height).data : [];
      if (pixels.some((value, at) => at % 4 < 3 && value > 64)) mark('frame');
      else requestAnimationFrame(look);
    };
    look();
  }).observe(document, { childList: true, subtree: true });
})()`;

/** What was loaded until the screen was drawn, as JSON. */
export const LOADED = `window.loadedUntil(JSON.parse(sessionStorage.getItem('steps')).frame)`;
