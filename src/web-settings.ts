import { UserError } from './errors.ts';
import type { Text } from './text.ts';

/** Where labvm's pages are: the machines' screens and consoles. */
export interface WebSettings {
  /** Where labvm listens. */
  readonly host: string;
  readonly port: number;
  /** Somebody has said so; otherwise labvm goes on without pages where it cannot listen there. */
  readonly isChosen: boolean;
  /** The address that people's browsers use, ends with a slash; null: nobody has said one. */
  readonly publicUrl: string | null;
}

/** What the environment says of the pages. */
export interface WebVariables {
  readonly LABVM_WEB_ADDRESS?: string | undefined;
  readonly LABVM_PUBLIC_URL?: string | undefined;
}

/** Where labvm listens unless somebody says otherwise. */
const DEFAULT_ADDRESS = '127.0.0.1:8080';

/** Says instead of an address that there are to be no pages. */
const OFF = 'off';

/**
 * Whether and where labvm has pages; null where they are switched off.
 * @throws UserError naming the variable that is wrong, and what would be right
 */
export function webSettings(given: WebVariables): WebSettings | null {
  const { LABVM_WEB_ADDRESS: address } = given;
  if (address === OFF) return null;
  const publicUrl = given.LABVM_PUBLIC_URL === undefined ? null : publicUrlOf(given.LABVM_PUBLIC_URL);
  const isChosen = address !== undefined;
  return { ...addressOf(address ?? DEFAULT_ADDRESS), isChosen, publicUrl };
}

/** The address of the pages for a browser on labvm's own host. */
export function localUrl({ host, port }: Pick<WebSettings, 'host' | 'port'>): string {
  const isAnywhere = host === '0.0.0.0' || host === '::';
  const name = isAnywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}

const ADDRESS = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/;

function addressOf(text: string): { host: string; port: number } {
  const [, v6, name, digits] = ADDRESS.exec(text) ?? [];
  const host = v6 ?? name;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) {
    throw wrong('LABVM_WEB_ADDRESS', text, {
      en: 'It is an address and a port, such as 127.0.0.1:8080 or [::1]:8080, or the word off.',
      es: 'Es una dirección y un puerto, como 127.0.0.1:8080 o [::1]:8080, o la palabra off.',
    });
  }
  return { host, port };
}

function publicUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw wrong('LABVM_PUBLIC_URL', url ? `${url.protocol}//${url.host}…` : '…', {
      en: 'It is the address that browsers use, such as https://lab.school.example/labvm/, without a name, a password or a query.',
      es: 'Es la dirección que usan los navegadores, como https://lab.escuela.example/labvm/, sin nombre, contraseña ni consulta.',
    });
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function wrong(variable: keyof WebVariables, given: string, hint: Text): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `${variable} is “${given}”, which is no address.`,
      es: `${variable} es «${given}», que no es una dirección.`,
    },
    hint,
  );
}
