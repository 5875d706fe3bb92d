import { maybe } from './dom.ts';

export type Tab = 'screen' | 'serial' | 'both';

/** From this width on, in CSS pixels, both views have room side by side. */
const WIDE = 1200;
const MEMORY = 'labvm-tab';

/** Shows one view or both, as tabs that the keyboard reaches (ARIA Authoring Practices, tabs). */
export function createTabs(onChange: (tab: Tab) => void): void {
  const all = (['screen', 'serial', 'both'] as const).flatMap((name) => {
    const button = maybe<HTMLButtonElement>(`tab-${name}`);
    return button ? [{ name, button }] : [];
  });
  const first = all[0];
  if (!first) return;

  function choose(tab: Tab, byHand: boolean): void {
    for (const { name, button } of all) {
      button.setAttribute('aria-selected', String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
    }
    for (const name of ['screen', 'serial'] as const) {
      const panel = maybe(`${name}-panel`);
      if (panel) panel.hidden = tab !== 'both' && tab !== name;
    }
    document.body.dataset['tab'] = tab;
    if (byHand) remember(tab);
    onChange(tab);
  }

  for (const [at, { name, button }] of all.entries()) {
    button.addEventListener('click', () => choose(name, true));
    button.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = all[(at + step + all.length) % all.length] ?? first;
      next.button.focus();
      choose(next.name, true);
    });
  }
  const fallback = innerWidth >= WIDE && all.some(({ name }) => name === 'both') ? 'both' : first.name;
  const remembered = all.find(({ name }) => name === recall())?.name;
  choose(remembered ?? fallback, false);
}

/** A browser may keep nothing: then each page begins anew. */
function remember(tab: Tab): void {
  try {
    localStorage.setItem(MEMORY, tab);
  } catch {}
}

function recall(): string | null {
  try {
    return localStorage.getItem(MEMORY);
  } catch {
    return null;
  }
}
