import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobTools, Work, WorkStep } from '../../../../src/job/work.ts';

/** A machine of the toy world: two files in a folder, so that processes that die leave real things behind. */
export type ToyInput = { readonly name: string };

/** Called at every point of a job at which something may happen to it. */
export type ToyHook = (point: string, tools: JobTools) => void | Promise<void>;

export interface ToyWorld {
  /** What is there, by file name. */
  has(file: string): boolean;
  /** What happened, in order, in whichever process. */
  journal(): readonly string[];
  readonly works: ReadonlyMap<string, Work<never, object>>;
}

/** Two processes that use one folder share one world. */
export function toyWorld(folder: string, hook: ToyHook = () => {}): ToyWorld {
  const path = (file: string) => join(folder, file);
  const note = (line: string) => appendFileSync(path('journal'), `${line}\n`);

  function step(
    name: string,
    overrides: Partial<WorkStep<ToyInput, unknown>> = {},
  ): WorkStep<ToyInput, unknown> {
    return {
      name,
      label: { en: name, es: name },
      async run(input, tools) {
        note(`${input.name} ${name}`);
        await hook(`${name}:begin`, tools);
        writeFileSync(path(`${input.name}.${name}.half`), '');
        await hook(`${name}:middle`, tools);
        writeFileSync(path(`${input.name}.${name}`), '');
        rmSync(path(`${input.name}.${name}.half`), { force: true });
        await hook(`${name}:end`, tools);
        return `${name} of ${input.name}`;
      },
      ...overrides,
    };
  }

  const files = ['disk', 'machine', 'address'].flatMap((name) => [name, `${name}.half`]);

  async function undo(input: ToyInput, tools: JobTools): Promise<void> {
    note(`${input.name} undo`);
    await hook('undo:begin', tools);
    rmSync(path(`${input.name}.disk`), { force: true });
    await hook('undo:middle', tools);
    for (const file of files) rmSync(path(`${input.name}.${file}`), { force: true });
    await hook('undo:end', tools);
  }

  const title = ({ name }: ToyInput) => ({ en: name, es: name });
  const what = ({ name }: ToyInput) => ({ en: `make ${name}`, es: `hacer ${name}` });
  const create: Work<ToyInput, unknown> = {
    kind: 'toy.create',
    title,
    what,
    steps: [
      step('disk', { slot: 'disk' }),
      step('machine', { slot: 'start' }),
      step('address', { onlyWaits: true }),
    ],
    undo,
    async result(input, tools) {
      await hook('result', tools);
      return { name: input.name };
    },
    causes: [],
  };
  const remove: Work<ToyInput, unknown> = {
    kind: 'toy.delete',
    title,
    what,
    steps: [step('prepare'), step('remove', { slot: 'disk', irrevocable: true }), step('tidy')],
    causes: [],
  };
  return {
    has: (file) => existsSync(path(file)),
    journal: () =>
      existsSync(path('journal')) ? readFileSync(path('journal'), 'utf8').trim().split('\n') : [],
    works: new Map<string, Work<never, object>>([
      [create.kind, create],
      [remove.kind, remove],
    ]),
  };
}
