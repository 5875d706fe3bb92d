import { maybe, word } from './dom.ts';
import { say } from './said.ts';
import type { Screen, ScreenOptions } from './screen.ts';
import type { Serial, SerialOptions } from './serial.ts';
import type { Tab } from './tabs.ts';

/** The screen and the serial console, as far as the machine has them. */
export interface Views {
  /** The machine is on: show it. */
  on(): void;
  /** It is off. */
  off(): void;
  /** Loads what each view needs, the one that is looked at first. */
  open(): Promise<void>;
  /** Another view is looked at. @param isPressed somebody wants to go on there */
  choose(tab: Tab, isPressed: boolean): void;
  /** Makes the page ready to type, unless somebody is at a dialog or moves along the tabs. */
  focus(isPressed?: boolean): void;
  /** Nothing is shown any more. */
  end(): void;
}

export interface ViewsOptions {
  readonly screen: ScreenOptions;
  readonly serial: Omit<SerialOptions, 'say'>;
}

/** Each view has a large library behind it, which is loaded only where there is such a view. */
export function createViews(options: ViewsOptions): Views {
  let tab: Tab = 'screen';
  let isOn = false;
  let isOver = false;
  let screen: Screen | null = null;
  let serial: Serial | null = null;

  async function openScreen(): Promise<void> {
    if (!maybe('tab-screen')) return;
    const { createScreen } = await import('./screen.ts');
    if (isOver) return;
    screen = createScreen(options.screen);
    if (isOn) screen.on();
  }

  async function openSerial(): Promise<void> {
    if (!maybe('tab-serial')) return;
    const { createSerial } = await import('./serial.ts');
    if (isOver) return;
    serial = createSerial({ ...options.serial, say });
    if (isOn) serial.on();
    if (tab === 'serial') serial.focus();
  }

  const focus = (isPressed = false) => {
    if (isElsewhere() && !isPressed) return;
    (tab === 'serial' ? serial : screen)?.focus();
  };

  return {
    on() {
      isOn = true;
      for (const view of [screen, serial]) view?.on();
    },
    off() {
      isOn = false;
      for (const view of [screen, serial]) view?.off();
    },
    async open() {
      try {
        for (const view of tab === 'serial' ? [openSerial, openScreen] : [openScreen, openSerial])
          await view();
      } catch {
        if (!isOver) say(`${word('unreachable')} ${word('unreachableHelp')}`, 'bad');
      }
    },
    choose(chosen, isPressed) {
      tab = chosen;
      serial?.fit();
      focus(isPressed);
    },
    focus,
    end() {
      isOver = true;
      for (const view of [screen, serial]) view?.off();
    },
  };
}

/** Somebody is at a dialog, or moves along the tabs. */
function isElsewhere(): boolean {
  return Boolean(document.activeElement?.closest('[role=tablist], dialog'));
}
