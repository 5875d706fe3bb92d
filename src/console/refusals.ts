import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import type { Grant, RevokedWhy } from './grant.ts';

/** Why somebody is not let in, for the audit and for them. */
export type Refused = 'unknown' | 'used' | 'expired' | 'over' | RevokedWhy;

/** What a browser is told that is not let in: what happened, to what, and what to do. */
export function refusal(why: Refused, grant: Pick<Grant, 'vm'> | null): UserError {
  return new UserError('not-allowed', sentence(why, grant?.vm ?? null), remedy(why, grant?.vm ?? null));
}

/** The link would open, but whoever it was given to is in too many already. */
export function tooManySessions(most: number): UserError {
  return new UserError(
    'over-limit',
    {
      en: `You have ${most} open console sessions, which is the limit. The link can still be used.`,
      es: `Tiene ${most} sesiones de consola abiertas, que es el límite. El enlace sigue siendo válido.`,
    },
    {
      en: 'A session ends 15 minutes after its last page is closed. To end those of a machine now: /vm console web1 --revoke',
      es: 'Una sesión termina 15 minutos después de cerrar su última página. Para terminar ya las de una máquina: /vm console web1 --revoke',
    },
  );
}

function sentence(why: Refused, vm: string | null): Text {
  const of = { en: vm === null ? '' : ` of ${vm}`, es: vm === null ? '' : ` de ${vm}` };
  const it = { en: vm ?? 'The machine', es: vm ?? 'La máquina' };
  switch (why) {
    case 'unknown':
      return {
        en: 'This link or session does not belong to this labvm.',
        es: 'Este enlace o esta sesión no es de este labvm.',
      };
    case 'used':
      return {
        en: `This link to the console${of.en} has already been opened; each link opens once, in one browser.`,
        es: `Este enlace a la consola${of.es} ya se abrió; cada enlace se abre una vez, en un navegador.`,
      };
    case 'expired':
      return {
        en: `This link to the console${of.en} has expired: it had to be opened within ten minutes.`,
        es: `Este enlace a la consola${of.es} ha caducado: había que abrirlo antes de diez minutos.`,
      };
    case 'over':
      return {
        en: `This session for the console${of.en} is over.`,
        es: `Esta sesión de la consola${of.es} ha terminado.`,
      };
    case 'asked':
      return {
        en: `Access to the console${of.en} was revoked (/vm console --revoke).`,
        es: `Se ha retirado el acceso a la consola${of.es} (/vm console --revoke).`,
      };
    case 'deleted':
      return { en: `${it.en} has been deleted.`, es: `${it.es} se ha borrado.` };
    case 'handed-over':
      return {
        en: `${it.en} has a new owner, so earlier sessions have ended.`,
        es: `${it.es} tiene un nuevo dueño, así que las sesiones anteriores han terminado.`,
      };
    case 'not-allowed':
      return {
        en: `You are no longer allowed to open the console${of.en}.`,
        es: `Ya no tiene permiso para abrir la consola${of.es}.`,
      };
  }
}

function remedy(why: Refused, vm: string | null): Text {
  if (why === 'deleted') {
    return { en: 'See which machines there are: /vm list', es: 'Vea qué máquinas hay: /vm list' };
  }
  if (why === 'not-allowed') {
    return { en: 'Ask its owner or an administrator.', es: 'Pregunte a su dueño o a un administrador.' };
  }
  const line = `/vm console ${vm ?? 'web1'}`;
  return {
    en: `Ask for a new link in the chat: ${line}`,
    es: `Pida un enlace nuevo en el chat: ${line}`,
  };
}
