import type { View } from '../../../src/view/view.ts';
import type { Entry } from './entry.ts';

const INVITE = {
  en: 'labvm may not write where you asked. Give it View Channel, Send Messages and Read Message History there, and it will.',
  es: 'labvm no puede escribir donde usted preguntó. Dele allí Ver canal, Enviar mensajes y Leer el historial de mensajes, y lo hará.',
};

const MOVED = {
  en: 'labvm may not write in this channel: this goes on in your direct messages.',
  es: 'labvm no puede escribir en este canal: esto sigue en sus mensajes directos.',
};

/** Whoever is told alone, because the channel is closed to labvm, is told how to let it in. */
export function saidHere({ channel, owed }: Pick<Entry, 'channel' | 'owed'>, view: View): View {
  return channel === owed.channel ? view : withNote(view, INVITE);
}

/** The last that is said where labvm cannot go on. */
export function saidLast(view: View): View {
  return withNote({ ...view, actions: [] }, MOVED);
}

function withNote(view: View, text: { readonly en: string; readonly es: string }): View {
  return { ...view, parts: [...view.parts, { kind: 'note', text }] };
}
