import { expect, it } from 'vitest';
import { runSteps } from '../../../scripts/setup/run-steps.ts';
import { readSettings } from '../../../scripts/setup/settings.ts';
import { type Host, SetupError, type Step } from '../../../scripts/setup/step.ts';

const nobodyAsks = () => Promise.reject(new Error('not asked for here'));

function host(isRoot: boolean): Host {
  const virsh = { run: nobodyAsks, ask: nobodyAsks, withXml: nobodyAsks };
  return { settings: { ...readSettings({}), isRoot }, virsh, kvm: nobodyAsks };
}

function step(name: string, check: Step['check'], make: Step['make']): Step {
  return { name: { en: name, es: `${name} (es)` }, check, make };
}

async function run(steps: readonly Step[], { isRoot = true, locale = 'en' as 'en' | 'es' } = {}) {
  const lines: string[] = [];
  const outcome = await runSteps(steps, host(isRoot), { locale, print: (line) => lines.push(line) });
  return { outcome, lines };
}

const there = step('one', async () => 'there', nobodyAsks);
const missing = step(
  'two',
  async () => null,
  async () => ({ en: 'made', es: 'hecho' }),
);
const broken = step(
  'three',
  async () => null,
  async () => {
    throw new SetupError({ en: 'It broke.', es: 'Se rompió.' }, { en: 'Mend it.', es: 'Arréglese.' });
  },
);

it('makes only what is missing, one line a step', async () => {
  expect(await run([there, missing])).toEqual({
    outcome: 'done',
    lines: ['labvm: one: there', 'labvm: two: made'],
  });
});

it('stops at the first failure, with what failed and what to do, in the language of the person', async () => {
  expect(await run([there, broken, missing], { locale: 'es' })).toEqual({
    outcome: 'failed',
    lines: ['labvm: one (es): there', 'labvm: three (es): Se rompió.\nlabvm:   → Arréglese.'],
  });
});

it('makes nothing without root', async () => {
  expect(await run([there, missing], { isRoot: false })).toEqual({
    outcome: 'needs-root',
    lines: ['labvm: one: there'],
  });
});
