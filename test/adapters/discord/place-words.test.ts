import { describe, expect, it } from 'vitest';
import { createPlaceWords } from '../../../adapters/discord/place-words.ts';
import { commands } from '../../../commands/index.ts';
import { LOCALES } from '../../../src/base/text.ts';
import { parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { usageOf } from '../../../src/command/usage.ts';
import { badValue, missing, tooMany, twice, unknownFlag } from '../../../src/command/wrong-option.ts';
import { view } from '../../../src/view/view.ts';

const words = createPlaceWords(commands);
const registry = createRegistry(commands);
const create = registry.find(['vm', 'create']);
if (!create) throw new Error('there is no /vm create');
const memory = create.options.memory as never;

describe('a sentence is in the words of the place', () => {
  it.each([
    // Lines with values.
    [
      'See why: /vm log web1. Then: /vm restart web1',
      'See why: /vm log name:web1. Then: /vm restart name:web1',
      'See why: /máquina registro nombre:web1. Then: /máquina reiniciar nombre:web1',
    ],
    [
      'For example: /vm create tiny web1 --memory 256M',
      'For example: /vm create image:tiny name:web1 memory:256M',
      'For example: /máquina crear imagen:tiny nombre:web1 memoria:256M',
    ],
    [
      'To take it back: /vm console web1 --revoke',
      'To take it back: /vm console name:web1 revoke:True',
      'To take it back: /máquina consola nombre:web1 retirar:Verdadero',
    ],
    [
      'For details about one: /help vm create',
      'For details about one: /help command:vm create',
      'For details about one: /ayuda comando:vm create',
    ],
    ['/vm delete web1 --yes', '/vm delete name:web1', '/máquina borrar nombre:web1'],
    [
      '/my key add ssh-ed25519 AAAAC3Nza… ana@laptop',
      '/my key what:add key:ssh-ed25519 AAAAC3Nza… ana@laptop',
      '/mis claves acción:añadir clave:ssh-ed25519 AAAAC3Nza… ana@laptop',
    ],
    [
      'To fetch it anew: /image pull tiny --renew',
      'To fetch it anew: /image pull image:tiny renew:True',
      'To fetch it anew: /imagen descargar imagen:tiny renovar:Verdadero',
    ],
    [
      '/vm key web1 ctrl-alt-del',
      '/vm key name:web1 keys:ctrl-alt-del',
      '/máquina tecla nombre:web1 teclas:ctrl-alt-del',
    ],
    // Lines without.
    [
      'Make room: /image prune, /vm delete. What is free: /host status',
      'Make room: /image prune, /vm delete. What is free: /host status',
      'Make room: /imagen limpiar, /máquina borrar. What is free: /anfitrión estado',
    ],
    [
      'Did you mean /vm list or /vm log?',
      'Did you mean /vm list or /vm log?',
      'Did you mean /máquina listar or /máquina registro?',
    ],
    // Options by themselves.
    [
      'Stop a machine, or ask for less memory: /vm stop, --memory. See: /vm list',
      'Stop a machine, or ask for less memory: /vm stop, memory. See: /vm list',
      'Stop a machine, or ask for less memory: /máquina apagar, memoria. See: /máquina listar',
    ],
    [
      'Use --bus sata, or --firmware bios.',
      'Use bus:sata, or firmware:bios.',
      'Use bus:sata, or firmware:bios.',
    ],
    ['Give one: --as mylinux', 'Give one: as:mylinux', 'Give one: nombre:mylinux'],
    // What only looks like it.
    [
      'Then /vm kill switches it off.',
      'Then /vm kill switches it off.',
      'Then /máquina matar switches it off.',
    ],
    [
      'Ask for one: /vm console and the name of your machine.',
      'Ask for one: /vm console and the name of your machine.',
      'Ask for one: /máquina consola and the name of your machine.',
    ],
    [
      'npm start -- --serve, /root/mylinux.iso, https://example.org/vm/list and 1/2',
      'npm start -- --serve, /root/mylinux.iso, https://example.org/vm/list and 1/2',
      'npm start -- --serve, /root/mylinux.iso, https://example.org/vm/list and 1/2',
    ],
    ['cloud-init clean --machine-id', 'cloud-init clean --machine-id', 'cloud-init clean --machine-id'],
  ])('%s', (typed, en, es) => {
    expect(words.sentence(typed, 'en')).toBe(en);
    expect(words.sentence(typed, 'es')).toBe(es);
  });

  it('where an option is wrong', () => {
    const problem = { en: 'must be a size', es: 'debe ser un tamaño' };
    const bad = badValue('memory', 'lots', { kind: memory, positional: false }, { ok: false, problem });
    expect(words.text(bad.text)).toEqual({
      en: 'memory: «lots» must be a size.',
      es: 'memoria: «lots» debe ser un tamaño.',
    });
    const image = create.options.image as never;
    const without = words.text(missing(create, 'image', image).text);
    expect(without.en).toMatch(/^\/vm create needs image: /);
    expect(without.es).toMatch(/^A \/máquina crear le falta imagen: /);
    expect(words.text(twice('memory').text)).toEqual({
      en: 'memory: appears twice.',
      es: 'memoria: aparece dos veces.',
    });
    expect(words.text(unknownFlag(create, 'memry').hint ?? { en: '', es: '' })).toEqual({
      en: 'Did you mean memory?',
      es: '¿Quería decir memoria?',
    });
    expect(tooMany(create, 'x').hint?.en).toContain(usageOf(create));
  });

  it.each(commands.flatMap(({ examples }) => examples))('%s, and so every example', (line) => {
    for (const locale of LOCALES) expect(words.sentence(line, locale)).not.toContain('--');
    const { given } = parseLine(line, registry);
    for (const name of Object.keys(given)) expect(words.sentence(line, 'en')).toContain(` ${name}:`);
  });

  it('in help too, where what is the same stands once; and what a guest wrote stays as it is', () => {
    const shown = words.view(
      view({
        parts: [
          {
            kind: 'code',
            label: { en: 'Examples', es: 'Ejemplos' },
            text: '/vm delete web1\n/vm delete web1 --yes',
            isOurs: true,
          },
          { kind: 'code', text: '/vm delete web1 --yes' },
        ],
      }),
    );
    expect(shown.parts).toEqual([
      { kind: 'text', text: { en: 'Examples', es: 'Ejemplos' } },
      { kind: 'text', text: { en: '/vm delete name:web1', es: '/máquina borrar nombre:web1' } },
      { kind: 'code', text: '/vm delete web1 --yes' },
    ]);
  });
});

it('usage names what can be filled in', () => {
  expect(words.sentence(usageOf(create), 'en')).toMatch(/^\/vm create image: \[name:\] \[cpus:\]/);
  expect(words.sentence(usageOf(create), 'es')).toMatch(/^\/máquina crear imagen: \[nombre:\] \[cpus:\]/);
});
