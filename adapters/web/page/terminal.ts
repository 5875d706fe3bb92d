import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';

const DARK = {
  background: '#16181d',
  foreground: '#e4e6eb',
  cursor: '#e4e6eb',
  selectionBackground: '#3d4a63',
};
const LIGHT = {
  background: '#fbfbfa',
  foreground: '#22252b',
  cursor: '#22252b',
  selectionBackground: '#c6d6f2',
};

/** How many lines can be scrolled back to. */
const LINES = 5000;

/** A terminal that does what a guest's output may ask for, and no more. */
export interface GuestTerminal {
  readonly terminal: Terminal;
  fit(): void;
}

/** @param mayAnswer whether questions of the guest's (where is the cursor, who are you) are answered now */
export function openTerminal(surface: HTMLElement, mayAnswer: () => boolean): GuestTerminal {
  allowStyles();
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => (isDark.matches ? DARK : LIGHT);
  const terminal = new Terminal({
    scrollback: LINES,
    fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace',
    fontSize: 14,
    lineHeight: 1.15,
    theme: theme(),
    minimumContrastRatio: 4.5,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    // A guest may write links; nobody follows them from here.
    linkHandler: { activate: () => undefined },
  });
  isDark.addEventListener('change', () => {
    terminal.options.theme = theme();
  });
  for (const final of ['n', 'c']) {
    for (const prefix of ['', '?', '>', '=']) {
      // `true`: nothing more is done about it.
      terminal.parser.registerCsiHandler(prefix === '' ? { final } : { prefix, final }, () => !mayAnswer());
    }
  }
  const fitting = new FitAddon();
  terminal.loadAddon(fitting);
  terminal.open(surface);
  const fit = () => {
    if (surface.clientWidth > 0 && surface.clientHeight > 0) fitting.fit();
  };
  new ResizeObserver(fit).observe(surface);
  return { terminal, fit };
}

/** The terminal makes style sheets as it goes; the page's rules take those that bear the page's nonce. */
function allowStyles(): void {
  const nonce = document.body.dataset.styleNonce ?? '';
  const make = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (name === 'style') element.setAttribute('nonce', nonce);
    return element;
  }) as typeof document.createElement;
}
