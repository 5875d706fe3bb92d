import type { ListForm } from '../base/list-setting.ts';
import { LOCAL_ACTOR_ID } from './authorise.ts';

/**
 * How accounts are named in the configuration.
 * @param chats an account's form in each chat
 */
export function accountList(variable: string, chats: readonly RegExp[]): ListForm {
  return {
    variable,
    isRight: (item) => item === LOCAL_ACTOR_ID || chats.some((form) => form.test(item)),
    isNo: { en: 'not an account ID', es: 'no es el identificador de una cuenta' },
    instead: {
      en: 'Write the chat with it, as in slack:T0123ABCD:U0456EFGH or discord:123456789012345678. labvm tells people their ID when it refuses something, and guests with /help.',
      es: 'Escríbalo con su chat, como slack:T0123ABCD:U0456EFGH o discord:123456789012345678. labvm dice a cada uno su identificador cuando rechaza algo, y a los invitados con /help.',
    },
  };
}
