import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { usageOf } from '../../../src/command/usage.ts';

const registry = createRegistry(commands);

describe.each(commands.map((command) => [`/${command.path.join(' ')}`, command] as const))(
  '%s',
  (_, command) => {
    it.each(command.examples)('understands its example %s', (line) => {
      expect(parseLine(line, registry).command).toBe(command);
    });

    it('begins its usage with its path and names every option', () => {
      const usage = usageOf(command);
      expect(usage.startsWith(`/${command.path.join(' ')}`)).toBe(true);
      for (const name of Object.keys(command.options)) expect(usage).toContain(name);
    });

    it('has Spanish words that lead to it, with their accents and without', () => {
      const { alias, within } = command;
      const spanish = [within?.alias, alias].flatMap((words) => words?.es?.[0] ?? []);
      expect(spanish).toHaveLength(command.path.length);
      const without = spanish.map((word) => word.normalize('NFD').replace(/\p{Mn}/gu, ''));
      for (const words of [spanish, without]) expect(registry.follow(words).command).toBe(command);
    });

    it('has kinds whose examples they take themselves', () => {
      for (const { kind } of Object.values(command.options)) {
        expect(kind.parse(kind.example), kind.placeholder).toMatchObject({ ok: true });
      }
    });

    it('says everything in both languages', () => {
      for (const { en, es } of [command.summary, ...Object.values(command.options).map((o) => o.summary)]) {
        expect(en).not.toBe('');
        expect(es).not.toBe('');
        // A summary is a title: it ends without a stop, so that it can stand in a list.
        expect(`${en}${es}`).not.toMatch(/\.$/);
      }
    });
  },
);
