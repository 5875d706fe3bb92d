import { UserError } from '../../src/base/errors.ts';
import { ipVersion } from '../../src/base/ip.ts';
import type { Text } from '../../src/base/text.ts';
import type { Pages } from '../../src/console/pages.ts';

/** Where labvm's pages are: the machines' screens and consoles. */
export interface WebSettings extends Pages {
  /** Somebody has said so; otherwise labvm goes on without pages where it cannot listen there. */
  readonly isChosen: boolean;
  /** Who is believed when they say whose request they bring (`X-Forwarded-For`): addresses, ranges, `loopback`. */
  readonly trustedProxies: readonly string[];
}

/** What the environment says of the pages. */
export interface WebVariables {
  readonly LABVM_WEB_ADDRESS?: string | undefined;
  readonly LABVM_PUBLIC_URL?: string | undefined;
  readonly LABVM_TRUSTED_PROXIES?: readonly string[] | undefined;
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
  const trustedProxies = proxiesOf(given.LABVM_TRUSTED_PROXIES ?? [], publicUrl);
  return { ...addressOf(address ?? DEFAULT_ADDRESS), isChosen, publicUrl, trustedProxies };
}

const ADDRESS = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/;

function addressOf(text: string): { host: string; port: number } {
  const [, v6, name, digits] = ADDRESS.exec(text) ?? [];
  const host = v6 ?? name;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) {
    throw wrong('LABVM_WEB_ADDRESS', text, {
      en: 'Use an address and a port, such as 127.0.0.1:8080 or [::1]:8080, or the word off.',
      es: 'Ponga una dirección y un puerto, como 127.0.0.1:8080 o [::1]:8080, o la palabra off.',
    });
  }
  return { host, port };
}

/** Says instead of addresses that nobody is believed. */
const NONE = 'none';

/** A public address is that of a web server before labvm, as docs/consoles.md has it: on this host, unless somebody says. */
function proxiesOf(given: readonly string[], publicUrl: string | null): readonly string[] {
  if (given.length === 0) return publicUrl === null ? [] : ['loopback'];
  if (given.length === 1 && given[0] === NONE) return [];
  const stray = given.find((one) => !isProxy(one));
  if (stray === undefined) return given;
  throw wrong('LABVM_TRUSTED_PROXIES', stray, {
    en: 'Use a list of addresses or ranges, such as 10.0.0.5 or 10.0.0.0/24, the word loopback, or the word none.',
    es: 'Ponga una lista de direcciones o rangos, como 10.0.0.5 o 10.0.0.0/24, la palabra loopback o la palabra none.',
  });
}

function isProxy(text: string): boolean {
  if (text === 'loopback') return true;
  const [address = '', bits, ...more] = text.split('/');
  const version = ipVersion(address);
  if (version === 0 || more.length > 0) return false;
  // A range of everybody believes everybody.
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

function publicUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw wrong('LABVM_PUBLIC_URL', url ? `${url.protocol}//${url.host}…` : '…', {
      en: 'Use the address that browsers open, such as https://lab.school.example/labvm/, without a user name, a password or a query.',
      es: 'Ponga la dirección que abren los navegadores, como https://lab.escuela.example/labvm/, sin usuario, contraseña ni consulta.',
    });
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function wrong(variable: keyof WebVariables, given: string, hint: Text): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `${variable} is “${given}”, which is not an address.`,
      es: `${variable} es «${given}», que no es una dirección.`,
    },
    hint,
  );
}
