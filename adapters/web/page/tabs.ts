import { maybe } from './dom.ts';

export type Tab = 'screen' | 'serial' | 'both';

/** From this width on, in CSS pixels, both views have room side by side. */
const WIDE = 1200;
const MEMORY = 'labvm-tab';

/** Shows one view or both, as tabs that the keyboard reaches (ARIA Authoring Practices, tabs). */
export function createTabs(onChange: (tab: Tab, isPressed: boolean) => void): void {
  const all = (['screen', 'serial', 'both'] as const).flatMap((name) => {
    const button = maybe<HTMLButtonElement>(`tab-${name}`);
    return button ? [{ name, button }] : [];
  });
  const first = all[0];
  if (!first) return;

  /** @param how `pressed`: whoever does it wants to go on there; `moved`: the keyboard is on the tabs */
  function choose(tab: Tab, how: 'pressed' | 'moved' | 'begun'): void {
    for (const { name, button } of all) {
      button.setAttribute('aria-selected', String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
    }
    for (const name of ['screen', 'serial'] as const) {
      const panel = maybe(`${name}-panel`);
      if (panel) panel.hidden = tab !== 'both' && tab !== name;
    }
    document.body.dataset.tab = tab;
    if (how !== 'begun') remember(tab);
    onChange(tab, how === 'pressed');
  }

  for (const [at, { name, button }] of all.entries()) {
    button.addEventListener('click', () => choose(name, 'pressed'));
    button.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = all[(at + step + all.length) % all.length] ?? first;
      next.button.focus();
      choose(next.name, 'moved');
    });
  }
  const fallback = innerWidth >= WIDE && all.some(({ name }) => name === 'both') ? 'both' : first.name;
  const remembered = all.find(({ name }) => name === recall())?.name;
  choose(remembered ?? fallback, 'begun');
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
