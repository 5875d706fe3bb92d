import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Fooled } from './trouble.ts';

/** Decides which addresses may be asked. */
export interface Guard {
  /** @throws Fooled where the address is none that labvm asks */
  check(url: URL): void;
  /**
   * Looks names up as the system does, and refuses those that lead into a private network: at the moment of the
   * connection, so that a name that changes its mind leads nowhere else.
   */
  readonly lookup: LookupFunction;
}

/** Who may be asked where: what stands in the catalogue or was typed, and the school's own mirror. */
export interface Guards {
  readonly publisher: Guard;
  readonly mirror: Guard;
}

/**
 * Only the public internet, and what is allowed by name.
 * @param allowed host names or addresses that may also be private
 */
export function createGuard(allowed: readonly string[]): Guard {
  const open = new Set(allowed.map((host) => bare(host)));

  return {
    check(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') throw otherProtocol(url);
      const host = bare(url.hostname);
      if (ipaddr.isValid(host) && !open.has(host) && !isPublic(host)) throw privateAddress(host, host);
    },
    lookup(hostname, options, callback) {
      systemLookup(hostname, { ...options, all: true }, (error, found) => {
        if (error) return callback(error, []);
        const stranger = found.find(({ address }) => !isPublic(address));
        if (stranger && !open.has(bare(hostname)))
          return callback(privateAddress(hostname, stranger.address), []);
        const [first] = found;
        if (options.all || !first) callback(null, found);
        else callback(null, first.address, first.family);
      });
    },
  };
}

/** Whether everybody can have this address; those of private networks, of this host and of groups cannot. */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function privateAddress(host: string, address: string): Fooled {
  const where = host === address ? host : `${host} (${address})`;
  return new Fooled(
    {
      en: `The address leads into a private network: ${where}. labvm does not download from private networks.`,
      es: `La dirección lleva a una red privada: ${where}. labvm no descarga de redes privadas.`,
    },
    {
      en: 'If this is intended, an administrator can allow the host by name: LABVM_ALLOWED_HOSTS.',
      es: 'Si es intencionado, un administrador puede permitir ese equipo por su nombre: LABVM_ALLOWED_HOSTS.',
    },
  );
}

function otherProtocol(url: URL): Fooled {
  return new Fooled({
    en: `The address begins with ${url.protocol}//, but labvm downloads only over http and https.`,
    es: `La dirección empieza por ${url.protocol}//, pero labvm solo descarga por http y https.`,
  });
}
