import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import type { Locale } from '../../../src/base/text.ts';
import { shortened } from '../../../src/view/shortened.ts';
import type { Action } from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import { LIMITS } from '../limits.ts';
import { plain } from './text.ts';

const NO = { en: 'Cancel', es: 'Cancelar' };

/** Buttons that carry their command lines; what is asked before is asked by Slack. */
export function actionBlocks(actions: readonly Action[], locale: Locale): ActionsBlock[] {
  const buttons = actions.map((action, at) => button(action, at, locale));
  const blocks: ActionsBlock[] = [];
  for (let from = 0; from < buttons.length; from += LIMITS.elementsInActions)
    blocks.push({ type: 'actions', elements: buttons.slice(from, from + LIMITS.elementsInActions) });
  return blocks;
}

function button(action: Action, at: number, locale: Locale): Button {
  const label = words(action.label, locale).trim() || '—';
  // Slack has asked by then, and the command need not ask again.
  const value = action.confirm ? `${action.command} --yes` : action.command;
  return {
    type: 'button',
    action_id: `run-${at}`,
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
