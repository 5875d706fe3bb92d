import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import { systemEvidence } from '../../src/view/system-words.ts';

/** What came is not what it should be: nothing of it may be kept, and another try would bring the same. */
export class Fooled extends UserError {
  constructor(text: Text, hint?: Text) {
    super('bad-image', text, hint ?? NOTHING_KEPT);
    this.name = 'Fooled';
  }
}

const NOTHING_KEPT: Text = {
  en: 'Nothing was kept. Check that the address is still correct.',
  es: 'No se ha guardado nada. Compruebe que la dirección sigue siendo la correcta.',
};

/** What unpacks has come to what it does not understand, or to the end too soon. */
export function damagedPack(): Fooled {
  return new Fooled({
    en: 'The compressed file is damaged or incomplete.',
    es: 'El fichero comprimido está dañado o incompleto.',
  });
}

/** An address that did not give what was asked of it; another one may. */
export class Unreachable extends Error {
  /** As in “mirror.example: the connection was refused”. */
  readonly text: Text;
  /** Asking again soon may help. */
  readonly passes: boolean;
  /** Its name could not be found: perhaps there is no way out at all. */
  readonly isNameless: boolean;
  /** It has what was asked for, and does not bring it in any time that others could wait. */
  readonly isSlow: boolean;

  constructor(
    text: Text,
    options: { passes: boolean; isNameless?: boolean; isSlow?: boolean; cause?: unknown },
  ) {
    super(text.en, { cause: options.cause });
    this.name = 'Unreachable';
    this.text = text;
    this.passes = options.passes;
    this.isNameless = options.isNameless ?? false;
    this.isSlow = options.isSlow ?? false;
  }

  /** The same, with how far it came, in bytes. */
  after(came: number, said: number): Unreachable {
    const text = {
      en: `${this.text.en} after ${came} of ${said} bytes`,
      es: `${this.text.es} tras ${came} de ${said} bytes`,
    };
    const { passes, isNameless, isSlow, cause } = this;
    return new Unreachable(text, { passes, isNameless, isSlow, cause });
  }
}

const UNTRUSTED: Text = {
  en: 'its certificate is not trusted by this host',
  es: 'este anfitrión no confía en su certificado',
};

/** libuv's and Node's words for what goes wrong with a connection. */
const CAUSES: Readonly<Record<string, Text>> = {
  ENOTFOUND: { en: 'its name was not found', es: 'no se encuentra su nombre' },
  EAI_AGAIN: { en: 'its name cannot be looked up', es: 'no se puede consultar su nombre' },
  ECONNREFUSED: { en: 'it refuses the connection', es: 'rechaza la conexión' },
  ECONNRESET: { en: 'it closed the connection', es: 'ha cortado la conexión' },
  ETIMEDOUT: { en: 'it does not answer', es: 'no responde' },
  EHOSTUNREACH: { en: 'it is unreachable', es: 'es inaccesible' },
  ENETUNREACH: { en: 'it is unreachable', es: 'es inaccesible' },
  EPIPE: { en: 'it closed the connection', es: 'ha cortado la conexión' },
  EPROTO: {
    en: 'it uses a kind of TLS that is not supported here',
    es: 'usa un tipo de TLS que aquí no se admite',
  },
  CERT_HAS_EXPIRED: { en: 'its certificate has expired', es: 'su certificado ha caducado' },
  CERT_NOT_YET_VALID: { en: 'its certificate is not valid yet', es: 'su certificado aún no es válido' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    en: 'its certificate belongs to another server',
    es: 'su certificado es de otro servidor',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
};

/** A connection that failed, in words. */
export function connectionTrouble(url: URL, error: unknown): Unreachable {
  const code = codeOf(error);
  const words = CAUSES[code] ?? unknownTrouble(error);
  const isNameless = code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  return new Unreachable(
    { en: `${url.host}: ${words.en}`, es: `${url.host}: ${words.es}` },
    { passes: true, isNameless, cause: error },
  );
}

/** The words of Node stand behind: they are in no reader's language. */
function unknownTrouble(error: unknown): Text {
  const evidence = systemEvidence(error);
  return { en: `the connection failed (${evidence})`, es: `ha fallado la conexión (${evidence})` };
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * None of the addresses gave the image.
 * @param goOn how to go on with what has arrived; null: nothing has
 */
export function noneReached(
  id: string,
  troubles: readonly Unreachable[],
  goOn: Text | null = null,
): UserError {
  const en = troubles.map(({ text }) => text.en).join('; ');
  const es = troubles.map(({ text }) => text.es).join('; ');
  if (troubles.every(({ isNameless }) => isNameless)) {
    return new UserError(
      'unreachable-source',
      {
        en: `This host has no Internet connection, so ${id} cannot be downloaded. ${en}`,
        es: `Este anfitrión no tiene conexión a Internet, así que no se puede descargar ${id}. ${es}`,
      },
      otherWays(id),
    );
  }
  return new UserError(
    'unreachable-source',
    { en: `The image ${id} cannot be downloaded. ${en}`, es: `No se puede descargar la imagen ${id}. ${es}` },
    hintFor(id, troubles, goOn),
  );
}

function hintFor(id: string, troubles: readonly Unreachable[], goOn: Text | null): Text {
  if (!troubles.some(({ isSlow }) => isSlow)) return goOn ?? LATER;
  const before = goOn ?? { en: 'Try again later.', es: 'Inténtelo más tarde.' };
  const others = otherWays(id);
  return { en: `${before.en} ${others.en}`, es: `${before.es} ${others.es}` };
}

const LATER: Text = {
  en: 'Check that the addresses are still correct, and try again later.',
  es: 'Compruebe que las direcciones siguen siendo correctas e inténtelo más tarde.',
};

/** Where an image comes from if not from the internet. */
function otherWays(id: string): Text {
  return {
    en: `Use a mirror in your network (LABVM_IMAGE_MIRROR), or a file on this host, from its terminal: /image add <file> --as ${id}`,
    es: `Use un espejo en su red (LABVM_IMAGE_MIRROR) o un fichero de este anfitrión, desde su terminal: /image add <file> --as ${id}`,
  };
}
