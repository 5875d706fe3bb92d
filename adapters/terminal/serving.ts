import type { AccessSettings } from '../../src/access/authorise.ts';
import { join, type Text } from '../../src/base/text.ts';
import type { PresenceNews } from '../../src/chat/presence.ts';
import { localUrl, type Pages } from '../../src/console/pages.ts';
import type { Host } from '../../src/host/port.ts';

/** What a service says to whoever keeps it: where it is, as whom, and for whom. Each is one line; none holds a secret. */

/** @param chat its name, such as `Slack` */
export function chatWords(chat: string, news: PresenceNews): Text {
  switch (news.kind) {
    case 'in':
      return inWords(chat, news);
    case 'lost':
      return {
        en: `${chat} cannot be reached (${news.cause}); labvm goes on trying.`,
        es: `No se llega a ${chat} (${news.cause}); labvm sigue intentándolo.`,
      };
    case 'back':
      return { en: `${chat} can be reached again.`, es: `Se vuelve a llegar a ${chat}.` };
    case 'out':
      return {
        en: `${chat} no longer lets labvm in (${news.code}): labvm is not there any more.`,
        es: `${chat} ya no deja entrar a labvm (${news.code}): labvm ya no está allí.`,
      };
  }
}

function inWords(chat: string, { where, as, missing = [] }: PresenceNews & { readonly kind: 'in' }): Text {
  const names = where.join(', ');
  const stray = missing.join(', ');
  const isIn: Text =
    where.length > 0
      ? { en: `${chat}: in ${names}, as ${as}.`, es: `${chat}: en ${names}, como ${as}.` }
      : {
          en: `${chat}: connected as ${as}, but in no server.`,
          es: `${chat}: conectado como ${as}, pero en ningún servidor.`,
        };
  const isNotIn: Text = {
    en: `Nobody has invited labvm to ${stray} yet.`,
    es: `Nadie ha invitado todavía a labvm a ${stray}.`,
  };
  return join(missing.length > 0 ? [isIn, isNotIn] : [isIn], ' ');
}

/** Where the pages are: open here, open in another process of labvm, or nowhere. */
export function pagesWords(pages: Pages | null, served: 'here' | 'elsewhere' | 'nowhere'): Text {
  if (pages === null) return { en: 'Pages: switched off.', es: 'Páginas: desactivadas.' };
  const url = localUrl(pages);
  const { publicUrl } = pages;
  if (served === 'nowhere')
    return {
      en: `Pages: none, as ${url} is in use. LABVM_WEB_ADDRESS names another address.`,
      es: `Páginas: ninguna, porque ${url} está en uso. LABVM_WEB_ADDRESS indica otra dirección.`,
    };
  const at: Text = { en: `Pages: at ${url}`, es: `Páginas: en ${url}` };
  const by: Text = { en: 'by another labvm', es: 'por otro labvm' };
  const from: Text = {
    en: `which browsers reach at ${publicUrl}`,
    es: `a las que se llega por ${publicUrl}`,
  };
  const parts = [at, ...(served === 'elsewhere' ? [by] : []), ...(publicUrl === null ? [] : [from])];
  return join([join(parts, ', '), ''], '.');
}

export function hostWords({ name, engine, acceleration }: Host): Text {
  const how: Text =
    acceleration === 'kvm'
      ? { en: 'with KVM.', es: 'con KVM.' }
      : { en: 'without KVM: guests are emulated.', es: 'sin KVM: las máquinas se emulan.' };
  return join([{ en: `Host: ${name}`, es: `Anfitrión: ${name}` }, engine, how], ', ');
}

/** @param why what stands in the way */
export function noHostWords(why: Text): Text {
  return { en: `Host: not known yet. ${why.en}`, es: `Anfitrión: aún no se conoce. ${why.es}` };
}

/** How many have which role, and who has it in which chat; no ids. */
export function peopleWords({ admins, teachers, defaultRole }: AccessSettings): Text {
  const [some, others] = [countsOf(admins), countsOf(teachers)];
  return {
    en: `Administrators: ${some.en}, beside whoever is at this host. Teachers: ${others.en}. Everybody else: ${defaultRole}.`,
    es: `Administradores: ${some.es}, además de quien esté en este anfitrión. Profesores: ${others.es}. Los demás: ${defaultRole}.`,
  };
}

/** Such as `3 (slack 2, discord 1)`; an id begins with its chat's name. */
function countsOf(ids: readonly string[]): Text {
  if (ids.length === 0) return { en: 'none', es: 'ninguno' };
  const chats = Map.groupBy(ids, (id) => id.split(':', 1)[0] ?? id);
  const counts = [...chats].map(([chat, own]) => `${chat} ${own.length}`).join(', ');
  const text = `${ids.length} (${counts})`;
  return { en: text, es: text };
}
