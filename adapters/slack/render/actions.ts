import type { ActionsBlock, Button, ConfirmationDialog, StaticSelect } from '@slack/types';
import type { Locale } from '../../../src/base/text.ts';
import { NO_LINE } from '../../../src/command/decline.ts';
import { shortened } from '../../../src/view/shortened.ts';
import type { Action } from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import { LIMITS } from '../limits.ts';
import { plain } from './text.ts';

const NO = { en: 'Cancel', es: 'Cancelar' };

/** More buttons for one of several than these are a menu: nobody finds the right one among them. */
const MOST_BUTTONS = 10;
/** How the buttons of a question are named: Slack brings a button, but of what one alone sees no message. */
export const ANSWER = 'answer-';
const CHOOSE = { en: 'Do something with one of them', es: 'Hacer algo con una de ellas' };

/** Buttons that carry their command lines; what is asked before is asked by Slack. What is done to one of many is a menu. */
export function actionBlocks(actions: readonly Action[], locale: Locale): ActionsBlock[] {
  const prefix = actions.some(({ command }) => command === NO_LINE) ? ANSWER : 'run-';
  const isMany = actions.length > MOST_BUTTONS;
  const inMenu = isMany ? actions.filter(({ of }) => of !== undefined) : [];
  const buttons = actions
    .filter((action) => !inMenu.includes(action))
    .map((action, at) => button(action, `${prefix}${at}`, locale));
  const blocks: ActionsBlock[] = [];
  for (let from = 0; from < buttons.length; from += LIMITS.elementsInActions)
    blocks.push({ type: 'actions', elements: buttons.slice(from, from + LIMITS.elementsInActions) });
  return inMenu.length === 0 ? blocks : [...blocks, { type: 'actions', elements: [menu(inMenu, locale)] }];
}

/** The actions of each in a group of its own. A menu asks nothing before: the command does, where something is lost. */
function menu(actions: readonly Action[], locale: Locale): StaticSelect {
  const groups = Map.groupBy(actions, ({ of = '' }) => of);
  return {
    type: 'static_select',
    action_id: 'choose',
    placeholder: plain(CHOOSE[locale]),
    option_groups: [...groups].slice(0, LIMITS.optionGroups).map(([of, own]) => ({
      label: plain(shortened(of, LIMITS.optionText)),
      options: own.slice(0, LIMITS.options).map(({ label, command }) => ({
        text: plain(shortened(words(label, locale).trim() || '—', LIMITS.optionText)),
        value: command,
      })),
    })),
  };
}

function button(action: Action, id: string, locale: Locale): Button {
  const label = words(action.label, locale).trim() || '—';
  // Slack has asked by then, and the command need not ask again.
  const value = action.confirm ? `${action.command} --yes` : action.command;
  return {
    type: 'button',
    action_id: id,
    text: plain(shortened(label, LIMITS.buttonText)),
    value,
    ...(action.style === 'plain' ? {} : { style: action.style }),
    ...(action.confirm ? { confirm: dialog(label, words(action.confirm, locale), action, locale) } : {}),
  };
}

function dialog(label: string, text: string, { style }: Action, locale: Locale): ConfirmationDialog {
  return {
    title: plain(shortened(label, LIMITS.confirmTitle)),
    text: plain(shortened(text.trim() || label, LIMITS.confirmText)),
    confirm: plain(shortened(label, LIMITS.confirmButton)),
    deny: plain(NO[locale]),
    ...(style === 'danger' ? { style: 'danger' } : {}),
  };
}
