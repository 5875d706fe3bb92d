import RFB from '@novnc/novnc';
import { createConnection } from './connection.ts';
import { byId, onPress } from './dom.ts';
import { createTextDialog } from './text-dialog.ts';

/** The machine's screen on the page. */
export interface Screen {
  /** The machine is on: show it. */
  on(): void;
  /** It is off. */
  off(): void;
  focus(): void;
}

export interface ScreenOptions {
  readonly onShown: () => void;
  readonly onLost: () => void;
  readonly onOver: () => void;
}

/** Draws the screen with noVNC, again after each loss. */
export function createScreen({ onShown, onLost, onOver }: ScreenOptions): Screen {
  const surface = byId('screen');
  const fit = byId<HTMLButtonElement>('fit');
  let rfb: RFB | null = null;
  let isFitted = true;

  const connection = createConnection({
    address: () => 'screen',
    onSocket(socket) {
      surface.replaceChildren();
      const mine = new RFB(surface, socket, { shared: true });
      mine.scaleViewport = isFitted;
      mine.focusOnClick = true;
      mine.background = 'transparent';
      mine.addEventListener('connect', () => {
        rfb = mine;
        surface.dataset.connected = 'yes';
        const canvas = surface.querySelector('canvas');
        canvas?.setAttribute('aria-label', document.body.dataset.name ?? '');
        canvas?.setAttribute('role', 'img');
        onShown();
      });
      mine.addEventListener('disconnect', () => {
        if (rfb === mine) rfb = null;
        delete surface.dataset.connected;
      });
    },
    onLost,
    onOver,
  });

  fit.addEventListener('click', () => {
    isFitted = !isFitted;
    fit.setAttribute('aria-pressed', String(isFitted));
    if (!rfb) return;
    rfb.scaleViewport = isFitted;
    rfb.clipViewport = false;
  });
  onPress('ctrl-alt-del', () => {
    rfb?.sendCtrlAltDel();
    rfb?.focus();
  });
  onPress('full', () => {
    void (document.fullscreenElement ? document.exitFullscreen() : byId('screen-panel').requestFullscreen());
    rfb?.focus();
  });

  const press = (keysym: number, code: string, down: boolean) => {
    rfb?.sendKey(keysym, code, down);
    return rfb !== null;
  };
  createTextDialog(press, () => rfb?.focus());

  return {
    on: () => connection.want(),
    off: () => connection.rest(),
    focus: () => rfb?.focus(),
  };
}
