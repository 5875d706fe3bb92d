import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Locale } from '../../../src/base/text.ts';
import { shortened } from '../../../src/view/shortened.ts';
import type { Action, LinkPart } from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import { LIMITS } from '../limits.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const STYLES = {
  plain: ButtonStyle.Secondary,
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const;

/** More buttons than these are a menu: nobody finds the right one among them. */
const MOST_BUTTONS = 2 * LIMITS.buttonsInRow;
const MORE = { en: 'More…', es: 'Más…' };

/** Buttons that carry their command lines, in rows; where they are many, the last ones are in menus. */
export function actionRows(actions: readonly Action[], locale: Locale): readonly Row[] {
  // A command can stand in a message once.
  const different = [...new Map(actions.toReversed().map((one) => [one.command, one])).values()].toReversed();
  const asButtons = different.length <= MOST_BUTTONS ? different : firstOf(different);
  const inMenus = different.filter((action) => !asButtons.includes(action));
  const buttons = asButtons.map((action) => button(action, locale));
  const rows: Row[] = [];
  for (let from = 0; from < buttons.length; from += LIMITS.buttonsInRow)
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(from, from + LIMITS.buttonsInRow) });
  for (let from = 0; from < inMenus.length; from += LIMITS.selectOptions) {
    if (rows.length === LIMITS.rowsInMessage) break;
    const id = rows.length === 1 ? 'menu' : `menu-${rows.length}`;
    rows.push(menu(id, inMenus.slice(from, from + LIMITS.selectOptions), locale));
  }
  return rows;
}

/** What stays a button where there are many: what is done to one of several is found in a menu. */
function firstOf(actions: readonly Action[]): readonly Action[] {
  const ofTheWhole = actions.filter(({ of }) => of === undefined);
  if (ofTheWhole.length === actions.length) return actions.slice(0, LIMITS.buttonsInRow);
  return ofTheWhole.slice(0, MOST_BUTTONS);
}

/** Buttons that open an address, in rows; Discord tells nobody when one is pressed. */
export function linkRows(links: readonly LinkPart[], locale: Locale): readonly Row[] {
  const buttons = links.slice(0, LIMITS.buttonsInRow).map(({ label, url }) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Link as const,
    label: shortened(words(label, locale).trim() || '—', LIMITS.buttonLabel),
    url,
  }));
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }];
}

function button(action: Action, locale: Locale): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[action.style],
    label: labelOf(action, locale, LIMITS.buttonLabel),
    custom_id: action.command,
  };
}

function menu(id: string, actions: readonly Action[], locale: Locale): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: id,
        placeholder: MORE[locale],
        options: actions.map((action) => ({
          label: labelOf(action, locale, LIMITS.optionLabel),
          value: action.command,
        })),
      },
    ],
  };
}

function labelOf({ label }: Action, locale: Locale, most: number): string {
  return shortened(words(label, locale).trim() || '—', most);
}
