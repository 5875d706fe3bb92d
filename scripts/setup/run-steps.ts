import { type Locale, say } from '../../src/base/text.ts';
import { type Host, SetupError, type Step } from './step.ts';

/** `done`: all is there; `needs-root`: something is missing that only root can make; `failed`: said why. */
export type Outcome = 'done' | 'needs-root' | 'failed';

interface RunOptions {
  readonly locale: Locale;
  /** Takes one line. */
  readonly print: (line: string) => void;
}

/** Goes through the steps in order, one line each, and stops at the first that cannot be done. */
export async function runSteps(steps: readonly Step[], host: Host, options: RunOptions): Promise<Outcome> {
  const { locale, print } = options;
  for (const step of steps) {
    const name = say(step.name, locale);
    try {
      const found = await step.check(host);
      if (found === null && !host.settings.isRoot) return 'needs-root';
      if (found === null && step.patience) print(`labvm: ${name}: ${say(step.patience, locale)}`);
      print(`labvm: ${name}: ${say(found ?? (await step.make(host)), locale)}`);
    } catch (error) {
      const lines = explain(error, locale);
      print(`labvm: ${name}: ${lines.join('\nlabvm:   ')}`);
      return 'failed';
    }
  }
  return 'done';
}

function explain(error: unknown, locale: Locale): readonly string[] {
  if (error instanceof SetupError) return [say(error.text, locale), `→ ${say(error.remedy, locale)}`];
  return [error instanceof Error ? error.message : String(error)];
}
