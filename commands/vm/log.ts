import { command } from '../../src/command/command.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { integer } from '../../src/command/kind/integer.ts';
import { named } from '../../src/command/option.ts';
import { clean } from '../../src/view/clean.ts';
import { type Part, view } from '../../src/view/view.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { theMachine } from '../../src/vm/start-work.ts';
import { vmGroup } from './group.ts';

const DEFAULT_LINES = 20;
const MAX_LINES = 200;
/** A console line is rarely longer than its screen; read as much as that many lines can need, and no more. */
const BYTES_A_LINE = 160;

export const log = command({
  path: ['vm', 'log'],
  alias: { es: ['registro'] },
  within: vmGroup,
  summary: {
    en: "Show the last lines of a machine's console",
    es: 'Mostrar las últimas líneas de la consola de una máquina',
  },
  examples: ['/vm log web1', '/vm log web1 --lines 100'],
  needs: 'vm:log',
  answer: 'private',
  options: {
    name: theMachine('vm:log'),
    lines: named(integer({ min: 1, max: MAX_LINES }), {
      en: 'How many lines (20)',
      es: 'Cuántas líneas (20)',
      alias: { es: ['líneas'] },
    }),
    all: named(flag(), {
      en: 'Include output from before its last start',
      es: 'Incluir lo anterior a su último arranque',
      alias: { es: ['todos'] },
    }),
  },
  async run({ name: vm, lines = DEFAULT_LINES, all = false }, context: VmContext) {
    const tail = await context.hypervisor.consoleTail(vm.ref, lines * BYTES_A_LINE, { sinceStart: !all });
    const text = clean(Buffer.from(tail).toString(), { keepNewlines: true })
      .trimEnd()
      .split('\n')
      .slice(-lines)
      .join('\n');
    const label = { en: `Console of ${vm.name}`, es: `Consola de ${vm.name}` };
    if (text === '') {
      const parts = all ? [nothing(vm.name)] : [nothingSinceStart(vm.name), earlier(vm.name)];
      return { kind: 'say', data: { log: '' }, view: view({ parts }) };
    }
    return { kind: 'say', data: { log: text }, view: view({ parts: [{ kind: 'code', label, text }] }) };
  },
});

function nothing(name: string): Part {
  const text = {
    en: `${name} has written nothing on its serial console.`,
    es: `${name} no ha escrito nada en su consola serie.`,
  };
  return { kind: 'text', text };
}

function nothingSinceStart(name: string): Part {
  const text = {
    en: `${name} has written nothing on its serial console since it was last started.`,
    es: `${name} no ha escrito nada en su consola serie desde su último arranque.`,
  };
  return { kind: 'text', text };
}

function earlier(name: string): Part {
  const text = {
    en: `To see what it wrote before that: /vm log ${name} --all`,
    es: `Para ver lo que escribió antes: /vm log ${name} --all`,
  };
  return { kind: 'note', text };
}
