import { byId } from './dom.ts';

/** Says over the screen why nothing is to be seen, and offers what helps. */
export interface Overlay {
  show(text: string, button?: { readonly label: string; readonly press: () => void }): void;
  hide(): void;
}

export function createOverlay(): Overlay {
  const overlay = byId('overlay');
  const said = byId('overlay-text');
  const offered = byId<HTMLButtonElement>('overlay-button');
  let press: (() => void) | null = null;
  offered.addEventListener('click', () => press?.());
  return {
    show(text, button) {
      said.textContent = text;
      press = button?.press ?? null;
      offered.hidden = button === undefined;
      offered.textContent = button?.label ?? '';
      overlay.hidden = false;
    },
    hide() {
      overlay.hidden = true;
    },
  };
}
