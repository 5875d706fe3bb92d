import type { Order, Power, Stall } from '../protocol.ts';
import { byId, word } from './dom.ts';
import type { Overlay } from './overlay.ts';
import { stateWords } from './state.ts';
import type { Views } from './views.ts';

/** What the page shows of the machine's power. */
export interface MachineShown {
  /** @param power null: it is gone */
  show(power: Power | null, stall?: Stall): void;
  /** As it was said last; undefined: nothing was said yet. */
  readonly power: Power | null | undefined;
}

export interface MachinePorts {
  readonly name: string;
  readonly overlay: Overlay;
  readonly views: Pick<Views, 'on' | 'off'>;
  readonly order: (what: Order) => void;
}

/** The sign in the page's head, the words over a screen that is dark or stands still, and the views' being on. */
export function createMachineShown({ name, overlay, views, order }: MachinePorts): MachineShown {
  let power: Power | null | undefined;

  /** The button that lets a machine go on which is not gone. */
  function wayOn(now: Power | null) {
    if (now === 'off') return { label: word('start'), press: () => order('start') };
    return now === 'paused' ? { label: word('resume'), press: () => order('resume') } : undefined;
  }

  return {
    get power() {
      return power;
    },
    show(now, stall) {
      const before = power;
      power = now;
      const said = stateWords(now, stall);
      const sign = byId('power');
      sign.textContent = word(said.sign);
      sign.dataset.power = stall ? 'stalled' : (now ?? 'gone');
      if (said.over) overlay.show(word(said.over, { name }), wayOn(now));
      if (now === null || now === 'off') return views.off();
      if (!said.over && before !== undefined && before !== 'running') overlay.hide();
      if (before === 'off' || before === null) overlay.show(word('connecting'));
      views.on();
    },
  };
}
