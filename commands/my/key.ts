import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import { doing } from '../../src/command/act.ts';
import { command, type Decision } from '../../src/command/command.ts';
import { choice } from '../../src/command/kind/choice.ts';
import { text } from '../../src/command/kind/text.ts';
import { positional } from '../../src/command/option.ts';
import { addKey, type KeyContext, type KeyTools, removeKey } from '../../src/key/acts.ts';
import {
  fingerprintOf,
  type KeyStore,
  lineOfKey,
  MOST_KEYS,
  parseSshKey,
  type SshKey,
  tooManyKeys,
} from '../../src/key/ssh-key.ts';
import { view } from '../../src/view/view.ts';
import { myGroup } from './group.ts';

/** Longer than any key with its comment. */
const MOST = 4000;

const WHICH_KEY: Text = {
  en: 'The line in your .pub file, or PuTTY’s public key; to remove a key: its number or fingerprint',
  es: 'La línea del fichero .pub, o la clave pública de PuTTY; para borrar: su número o huella',
};

export const key = command({
  path: ['my', 'key'],
  alias: { es: ['claves', 'clave'] },
  within: myGroup,
  summary: {
    en: 'Your public SSH keys, which open the machines you create',
    es: 'Sus claves SSH públicas, que abren las máquinas que crea',
  },
  examples: ['/my key list', '/my key add ssh-ed25519 AAAAC3Nza… ana@laptop', '/my key remove 1'],
  needs: 'my:keys',
  answer: 'private',
  options: {
    what: positional(choice(['list', 'add', 'remove'], { list: 'listar', add: 'añadir', remove: 'borrar' }), {
      en: 'What to do',
      es: 'Qué hacer',
      alias: { es: ['acción'] },
    }),
    key: positional.optional(
      text({ placeholder: 'key', example: 'ssh-ed25519 AAAA…', most: MOST, takesRest: true }),
      {
        ...WHICH_KEY,
        form: { label: { en: 'Key', es: 'Clave' }, hint: WHICH_KEY },
        alias: { es: ['clave'] },
      },
    ),
  },
  async run({ what, key: given }, { keys, person }: KeyContext) {
    const own = await keys.of(person);
    if (what === 'list') return listed(own);
    if (given === undefined) throw whichKey(what);
    return what === 'add' ? added(given, own) : removed(given, own);
  },
});

type OwnKeys = Awaited<ReturnType<KeyStore['of']>>;

function listed(own: OwnKeys): Decision {
  return {
    kind: 'say',
    view: view({
      parts: [
        {
          kind: 'table',
          columns: [
            { label: { en: 'Number', es: 'Número' }, align: 'right' },
            { label: { en: 'Kind', es: 'Tipo' } },
            { label: { en: 'Fingerprint', es: 'Huella' }, whole: true },
            { label: { en: 'Comment', es: 'Comentario' } },
          ],
          rows: own.map((one, place) => [String(place + 1), one.type, fingerprintOf(one), one.comment]),
          empty: {
            en: 'You have not added a key yet: /my key add, with the line in your .pub file.',
            es: 'Aún no ha añadido ninguna clave: /my key add, con la línea de su fichero .pub.',
          },
        },
      ],
    }),
  };
}

function added(given: string, own: OwnKeys): Decision<KeyTools> {
  const parsed = parseSshKey(given);
  if (!parsed.ok) {
    throw new UserError(
      'bad-argument',
      { en: `What you sent ${parsed.problem.en}.`, es: `Lo que ha enviado ${parsed.problem.es}.` },
      undefined,
      { option: 'key' },
    );
  }
  const isKnown = own.some(({ data }) => data === parsed.key.data);
  if (!isKnown && own.length >= MOST_KEYS) throw tooManyKeys();
  const print = fingerprintOf(parsed.key);
  const said = isKnown
    ? { en: `You have already added this key: ${print}`, es: `Ya había añadido esta clave: ${print}` }
    : {
        en: `Your key ${print} opens the machines that you create from now on.`,
        es: `Su clave ${print} abre las máquinas que cree a partir de ahora.`,
      };
  const words = parsed.isExposed
    ? view({
        tone: 'warning',
        parts: [
          { kind: 'text', text: EXPOSED },
          { kind: 'text', text: said },
        ],
      })
    : view({ tone: 'good', parts: [{ kind: 'text', text: said }] });
  return isKnown ? { kind: 'say', view: words } : doing(addKey, { key: parsed.key, view: words });
}

/** Stands first: it matters more than what was added. */
const EXPOSED: Text = {
  en: 'Your file also contained the private key, and this chat has seen it. labvm keeps only the public part, but consider the key compromised: make a new one with PuTTYgen, add its public key, and remove this one: /my key remove',
  es: 'Su fichero contenía también la clave privada, y este chat la ha visto. labvm solo guarda la parte pública, pero dé la clave por perdida: cree otra con PuTTYgen, añada su clave pública y borre esta: /my key remove',
};

function removed(given: string, own: OwnKeys): Decision<KeyTools> {
  const wanted = own.find((one, place) => isMeant(one, place, given.trim()));
  if (!wanted) throw noSuchKey();
  const print = fingerprintOf(wanted);
  const said = {
    en: `Your key ${print} has been removed. Machines that already have it keep it.`,
    es: `Se ha borrado su clave ${print}. Las máquinas que ya la tienen la conservan.`,
  };
  return doing(removeKey, {
    key: wanted,
    view: view({ tone: 'good', parts: [{ kind: 'text', text: said }] }),
  });
}

function isMeant(one: SshKey, place: number, given: string): boolean {
  return (
    given === String(place + 1) ||
    given === fingerprintOf(one) ||
    (lineOfKey(one).startsWith(given.slice(0, 200)) && given.length > 40)
  );
}

function whichKey(what: 'add' | 'remove'): UserError {
  const [en, es] =
    what === 'add'
      ? [
          'For example: /my key add ssh-ed25519 AAAA… ana@laptop',
          'Por ejemplo: /my key add ssh-ed25519 AAAA… ana@laptop',
        ]
      : ['For example: /my key remove 1', 'Por ejemplo: /my key remove 1'];
  return new UserError(
    'missing-argument',
    { en: '<key> is missing.', es: 'Falta <key>.' },
    { en, es },
    { option: 'key' },
  );
}

function noSuchKey(): UserError {
  return new UserError(
    'not-found',
    { en: 'You do not have that key.', es: 'No tiene esa clave.' },
    { en: 'See your keys: /my key list', es: 'Vea sus claves: /my key list' },
    { option: 'key' },
  );
}
