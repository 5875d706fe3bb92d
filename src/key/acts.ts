import type { Act } from '../command/act.ts';
import type { CommandContext } from '../command/context.ts';
import type { View } from '../view/view.ts';
import { type KeyStore, type SshKey, tooManyKeys } from './ssh-key.ts';

/** What commands about a person's keys read, and their acts change. */
export interface KeyTools {
  readonly keys: KeyStore;
}

export type KeyContext = CommandContext & { readonly keys: Pick<KeyStore, 'of'> };

/** A key, and what is said once it is changed. */
interface KeyChange {
  readonly key: SshKey;
  readonly view: View;
}

/** Gives the asker a key more. */
export const addKey: Act<KeyChange, KeyTools> = {
  remembers: true,
  async carryOut({ key, view }, { keys, person, now }) {
    if ((await keys.add(person, key, now)) === 'full') throw tooManyKeys();
    return { view };
  },
};

/** Takes one of the asker's keys back. */
export const removeKey: Act<KeyChange, KeyTools> = {
  async carryOut({ key, view }, { keys, person }) {
    await keys.remove(person, key);
    return { view };
  },
};
