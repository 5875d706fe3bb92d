import { type AccountRef, accountBeside } from '../../access/actor.ts';
import type { OptionKind } from '../option.ts';

/** How chats write somebody: `@U123`, Discord's `<@123>` and, of before, `<@!123>`, Slack's `<@U123|ana>`; or a bare name. */
const MENTION = /^<@!?([A-Za-z0-9._-]{1,64})(?:\|[^<>]*)?>$|^@?([A-Za-z0-9._-]{1,64})$/;

/** An account that says its chat, such as `slack:T1:U2`. */
const WHOLE = /^[a-z][a-z0-9-]{0,31}(?::[A-Za-z0-9._-]{1,64}){1,3}$/;

/** Somebody's account in the chat that this is said in; by its whole id also one of another chat. */
export function person(): OptionKind<string, AccountRef> {
  return {
    placeholder: 'person',
    example: '@ana',
    type: 'person',
    parse(word) {
      if (WHOLE.test(word)) return { ok: true, value: word };
      const [, marked, named] = MENTION.exec(word) ?? [];
      const value = marked ?? named;
      if (value !== undefined) return { ok: true, value };
      return {
        ok: false,
        problem: { en: 'is nobody’s name', es: 'no es el nombre de nadie' },
        hint: { en: 'Mention them: @ana', es: 'Menciónele: @ana' },
      };
    },
    resolve: async (who, { actor, place }) =>
      who.includes(':')
        ? { chat: who.slice(0, who.indexOf(':')), id: who }
        : { chat: place.chat, id: accountBeside(actor, who) },
  };
}
