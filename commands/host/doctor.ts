import { say, type Words } from '../../src/base/text.ts';
import { command } from '../../src/command/command.ts';
import type { HostContext } from '../../src/host/context.ts';
import type { Check, SeesMachine } from '../../src/host/doctor.ts';
import { type Part, view } from '../../src/view/view.ts';
import { hostGroup } from './group.ts';

const SIGNS: Readonly<Record<Check['state'], string>> = { good: '✓', warning: '!', bad: '✗' };

export const doctor = command({
  path: ['host', 'doctor'],
  alias: { es: ['diagnóstico'] },
  within: hostGroup,
  summary: {
    en: 'Check whether the host is ready, and what to do if it is not',
    es: 'Comprobar si el anfitrión está listo, y qué hacer si no lo está',
  },
  examples: ['/host doctor'],
  needs: 'host:read',
  takes: 'examination',
  answer: 'private',
  options: {},
  async run(_values, context: HostContext) {
    const report = await context.doctor();
    const checks = report.checks.map((check) => asSeen(check, context));
    const inAsked = (words: Words) => say(words, context.locale);
    return {
      kind: 'say',
      data: {
        checks: checks.map((check) => ({
          name: check.name,
          ok: check.state === 'good',
          detail: inAsked(check.detail),
          remedy: check.remedy === undefined ? null : inAsked(check.remedy),
        })),
      },
      view: view({ tone: toneOf(checks), parts: [table(checks), ...remedies(checks)] }),
    };
  },
});

/** Everybody may know how the host is, and nobody which machines others have. */
function asSeen({ seenBy, ...check }: Check, context: HostContext): Check {
  const seesAll = context.reachOf('vm:read') === 'any';
  if (!seenBy || seesAll) return check;
  const { name, label, state } = check;
  const sees: SeesMachine = ({ owner }) => owner !== null && context.reaches('vm:read', owner);
  return { name, label, state, ...seenBy(sees) };
}

function toneOf(checks: readonly Check[]): 'good' | 'warning' | 'bad' {
  if (checks.some((check) => check.state === 'bad')) return 'bad';
  return checks.some((check) => check.state === 'warning') ? 'warning' : 'good';
}

function table(checks: readonly Check[]): Part {
  return {
    kind: 'fields',
    fields: checks.map((check) => ({
      label: { en: `${SIGNS[check.state]} ${check.label.en}`, es: `${SIGNS[check.state]} ${check.label.es}` },
      value: check.detail,
    })),
  };
}

function remedies(checks: readonly Check[]): readonly Part[] {
  return checks.flatMap(({ label, remedy }) =>
    remedy === undefined
      ? []
      : [
          {
            kind: 'note' as const,
            text: { en: `${label.en}: ${say(remedy, 'en')}`, es: `${label.es}: ${say(remedy, 'es')}` },
          },
        ],
  );
}
