import { UserError } from '../base/errors.ts';
import type { Place } from '../base/place.ts';
import { type View, view } from '../view/view.ts';
import { localUrl, type Pages } from './pages.ts';

/**
 * Where links lead that are given at this place.
 * @throws UserError where nobody there could follow one
 */
export function linkBase(settings: Pages | null, place: Place): string {
  if (settings === null) throw off();
  if (settings.publicUrl !== null) return settings.publicUrl;
  // Whoever sits at the host's own terminal has the loopback.
  if (place.chat === 'terminal') return localUrl(settings);
  throw nowhere();
}

/** The link that opens a console. Its secret stands behind `#`, which browsers keep to themselves. */
export function linkOf(base: string, token: string): string {
  return `${base}open#${token}`;
}

/** The answer with a link, for the asker alone. */
export function linkView(vm: string, url: string): View {
  return view({
    title: { en: `Console of ${vm}`, es: `Consola de ${vm}` },
    parts: [
      { kind: 'link', label: { en: 'Open in the browser', es: 'Abrir en el navegador' }, url },
      {
        kind: 'note',
        text: {
          en: `Only for you, in one browser, within ten minutes. To revoke it: /vm console ${vm} --revoke`,
          es: `Solo para usted, en un navegador y antes de diez minutos. Para retirarlo: /vm console ${vm} --revoke`,
        },
      },
    ],
  });
}

/** The answer after access was taken back. */
export function revokedView(vm: string, count: number): View {
  const text =
    count === 0
      ? {
          en: `Nobody had a link or a session for the console of ${vm}.`,
          es: `Nadie tenía un enlace ni una sesión para la consola de ${vm}.`,
        }
      : {
          en: `Revoked links and sessions for the console of ${vm}: ${count}.`,
          es: `Enlaces y sesiones retirados de la consola de ${vm}: ${count}.`,
        };
  return view({ tone: 'good', parts: [{ kind: 'text', text }] });
}

/** Nobody serves the pages. */
export function notOpen(): UserError {
  return new UserError(
    'unsupported',
    {
      en: 'No labvm is serving its web pages right now, so a link would lead nowhere.',
      es: 'Ningún labvm está sirviendo sus páginas web ahora, así que el enlace no llevaría a ninguna parte.',
    },
    {
      en: 'Keep labvm running: npm start, or npm start -- --serve. If it already is, another program is using its port: set LABVM_WEB_ADDRESS.',
      es: 'Mantenga labvm en marcha: npm start, o npm start -- --serve. Si ya lo está, otro programa ocupa su puerto: ponga LABVM_WEB_ADDRESS.',
    },
  );
}

function off(): UserError {
  return new UserError(
    'unsupported',
    {
      en: 'This labvm does not show consoles: its web pages are switched off (LABVM_WEB_ADDRESS=off).',
      es: 'Este labvm no muestra consolas: sus páginas web están desactivadas (LABVM_WEB_ADDRESS=off).',
    },
    MEANWHILE,
  );
}

function nowhere(): UserError {
  return new UserError(
    'unsupported',
    {
      en: 'A link would lead nowhere: this labvm does not know the address at which browsers reach it.',
      es: 'El enlace no llevaría a ninguna parte: este labvm no sabe en qué dirección lo encuentran los navegadores.',
    },
    {
      en: `An administrator can set LABVM_PUBLIC_URL (docs/consoles.md). ${MEANWHILE.en}`,
      es: `Un administrador puede configurar LABVM_PUBLIC_URL (docs/consoles.md). ${MEANWHILE.es}`,
    },
  );
}

const MEANWHILE = {
  en: 'Until then: /vm screenshot, /vm log, /vm type and /vm key.',
  es: 'Mientras tanto: /vm screenshot, /vm log, /vm type y /vm key.',
} as const;
