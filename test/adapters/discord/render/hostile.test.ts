import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiscordContent } from '../../../../adapters/discord/content.ts';
import { renderMessage } from '../../../../adapters/discord/render/index.ts';
import { plainText } from '../../../../src/view/plain.ts';
import type { View } from '../../../../src/view/view.ts';
import { checkMessage } from '../../../servers/discord/check/message.ts';
import { anyView } from './any-view.ts';
import { actingSigns, rowsOf, textsOf } from './said.ts';

const SILENT = { parse: [] };
const V2 = 32_768;
const CONTEXT = { kind: 'create' as const, uploaded: [], wasV2: false };
const REST = { en: 'the file contains all of it', es: 'el fichero lo contiene todo' };

/** Whatever anybody says, in both languages. */
function always(holds: (content: DiscordContent, said: View, locale: 'en' | 'es') => void): void {
  fc.assert(
    fc.property(anyView, fc.constantFrom('en' as const, 'es' as const), (said, locale) =>
      holds(renderMessage(said, locale), said, locale),
    ),
    { numRuns: 40 },
  );
}

describe('whatever is said', () => {
  it('is taken by Discord, as a card and without one', () => {
    always(({ components, plain }) => {
      const asCard = { flags: V2, components, allowed_mentions: SILENT };
      expect(checkMessage(asCard, CONTEXT)).toEqual([]);
      expect(checkMessage({ ...plain, allowed_mentions: SILENT }, CONTEXT)).toEqual([]);
      expect(JSON.stringify([components, plain])).toSatisfy((json: string) => !/\\ud[89a-f]/i.test(json));
    });
  });

  it('leaves room for what the sending adds', () => {
    always((content) => {
      expect(textsOf(content).join('').length).toBeLessThanOrEqual(3700);
      expect(content.plain.content.trim().length).toBeGreaterThan(0);
      expect(content.plain.content.length).toBeLessThanOrEqual(2000);
    });
  });

  it('mentions nobody, links nowhere and ends no block', () => {
    always((content) => {
      for (const text of [...textsOf(content), content.plain.content]) expect(actingSigns(text)).toEqual([]);
    });
  });

  it('has each command once on a button or in a menu, unless there are more than Discord takes', () => {
    always((content, { actions }) => {
      const offered = rowsOf(content).flatMap(({ components }) =>
        components.flatMap((one) => {
          if (one.type === ComponentType.StringSelect) return one.options.map(({ value }) => value);
          return one.type === ComponentType.Button && one.style !== ButtonStyle.Link && 'custom_id' in one
            ? [one.custom_id]
            : [];
        }),
      );
      expect(offered.toSorted()).toEqual([...new Set(actions.map(({ command }) => command))].toSorted());
    });
  });

  it('comes as a file exactly where the card is cut, and whole there', () => {
    always((content, said, locale) => {
      if (content.file === null) return;
      expect(content.file.note).toContain(REST[locale]);
      expect(content.file.name).toMatch(/^[a-z0-9-]+\.txt$/);
      expect(content.file.text).toBe(plainText(said, locale, Number.POSITIVE_INFINITY));
    });
  });
});
