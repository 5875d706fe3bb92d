import { describe, expect, it } from 'vitest';
import { applicationCommands } from '../../../../adapters/discord/register/index.ts';
import { slashCommands } from '../../../../adapters/slack/manifest.ts';
import { RESERVED } from '../../../../adapters/slack/slash-words.ts';
import { commands } from '../../../../commands/index.ts';
import { type Command, command } from '../../../../src/command/command.ts';
import { flag } from '../../../../src/command/kind/flag.ts';
import { named, type Options } from '../../../../src/command/option.ts';
import { parseLine } from '../../../../src/command/parse.ts';
import { createRegistry } from '../../../../src/command/registry.ts';
import { view } from '../../../../src/view/view.ts';
import { charactersIn, discordFaults } from './discord.ts';
import { slackFaults } from './slack.ts';

function sample(path: readonly string[], options: Options = {}, summary = 'Words'): Command {
  return command<Options>({
    path,
    summary: { en: summary, es: summary },
    examples: [`/${path.join(' ')}`],
    needs: 'help',
    answer: 'private',
    options,
    run: () => ({ kind: 'say', view: view({ parts: [] }) }),
  });
}

const WORDS = { en: 'x'.repeat(100), es: 'x'.repeat(100) };
const optional = named(flag(), WORDS);

describe('Discord', () => {
  it('can take every command', () => expect(discordFaults(commands)).toEqual([]));

  it('has room for more: no command takes half of what one may', () => {
    const sizes = applicationCommands(commands, 'global').map((one) => charactersIn(one));
    expect(Math.max(...sizes)).toBeLessThan(4000);
  });

  it('can take three words beside two', () => {
    expect(discordFaults([sample(['vm', 'disk', 'add'], { optional }), sample(['vm', 'list'])])).toEqual([]);
  });

  const many = (count: number) => Array.from({ length: count }, (_, at) => at);
  it.each([
    // With /labvm, which takes any line.
    ['100 commands', many(100).map((n) => sample([`c${n}`])), '101 commands, at most 100'],
    ['26 subcommands', many(26).map((n) => sample(['vm', `s${n}`])), '/vm: 26 options, at most 25'],
    ['26 groups', many(26).map((n) => sample(['vm', `g${n}`, 's'])), '/vm: 26 options, at most 25'],
    [
      '26 subcommands of a group',
      many(26).map((n) => sample(['vm', 'disk', `s${n}`])),
      '/vm disk: 26 options, at most 25',
    ],
    ['a capital', [sample(['Vm'])], '/Vm: the name Vm'],
    ['a blank', [sample(['v m'])], '/v m: the name v m'],
    ['33 letters', [sample(['v'.repeat(33)])], `/${'v'.repeat(33)}: the name ${'v'.repeat(33)}`],
    ['no description', [sample(['vm'], {}, '')], '/vm: a description of 0'],
    ['a long description', [sample(['vm'], {}, 'x'.repeat(101))], '/vm: a description of 101'],
    ['a word that /labvm takes', [sample(['labvm'])], '/: a name twice'],
    [
      'too much in all',
      many(16).map((n) =>
        sample(['vm', `s${n}`], Object.fromEntries(many(5).map((at) => [`o${at}`, optional]))),
      ),
      /^\/vm: 8\d{3} characters in all$/,
    ],
  ])('would refuse %s', (_, declared, fault) => {
    const matching = typeof fault === 'string' ? fault : expect.stringMatching(fault);
    expect(discordFaults(declared)).toContainEqual(matching);
  });
});

describe('Slack', () => {
  it('can take every command', () => expect(slackFaults(commands)).toEqual([]));

  it('keeps /help to itself, and nothing else of ours', () => {
    const words = [...new Set(commands.map(({ path }) => path[0] ?? ''))];
    expect(words.filter((word) => RESERVED.has(word))).toEqual(['help']);
    expect(slashCommands(commands).map((one) => one.command)).toEqual([
      '/labvm',
      '/vm',
      '/cd',
      '/image',
      '/host',
      '/job',
      '/my',
    ]);
  });

  it.each(['/me', '/help', '/status', '/who', '/remind'])('has %s for itself', (word) => {
    expect(slashCommands([sample([word.slice(1)])]).map((one) => one.command)).toEqual(['/labvm']);
  });

  it.each(commands.flatMap(({ examples }) => examples))('reaches %s through /labvm', (example) => {
    const registry = createRegistry(commands);
    const direct = parseLine(example, registry);
    expect(parseLine(`/labvm ${example}`, registry)).toEqual(direct);
    expect(parseLine(`/labvm ${example.slice(1)}`, registry)).toEqual(direct);
  });

  it('would refuse a word that is no word', () => {
    expect(slackFaults([sample(['v m'])])).toEqual(['/v m: the name']);
    expect(slackFaults([sample(['v'.repeat(32)])])).toEqual([`/${'v'.repeat(32)}: the name`]);
  });
});
