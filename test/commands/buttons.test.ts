import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { LOCALES, say } from '../../src/base/text.ts';
import { parseLine } from '../../src/command/parse.ts';
import { createRegistry } from '../../src/command/registry.ts';
import { type Action, MAX_ACTION_COMMAND, type View, view } from '../../src/view/view.ts';
import { vmCard } from '../../src/vm/card.ts';
import { isVmName } from '../../src/vm/name.ts';
import { noticeView } from '../../src/vm/notices/notice.ts';
import type { Power, VmRef } from '../../src/vm/vm.ts';
import type { VmData } from '../../src/vm/vm-data.ts';
import { addMachine, commandLab, viewOf } from './support/lab.ts';

/** The longest that there can be. */
const NAME = `a${'-9'.repeat(15)}`;
const POWERS: readonly Power[] = ['running', 'paused', 'off', 'crashed'];
/** The shortest that any chat allows on a button: Slack's 75 (block-kit elements), Discord's 80 (components). */
const MAX_LABEL = 75;

const registry = createRegistry(commands);

function card(power: Power): View {
  const vm: VmData = {
    name: NAME,
    image: 'tiny',
    owner: 'slack:T0123456789:U0123456789',
    power,
    addresses: [],
    spec: { cpus: 16, memoryMiB: 65_536, diskGiB: 1024 },
    createdAt: '2026-01-02T03:04:05.000Z',
    expiresAt: null,
  };
  return vmCard(vm);
}

function notice(after: Power | null): View {
  const change = {
    ref: 'r' as VmRef,
    name: NAME,
    owner: 'ana',
    before: null,
    reason: 'unknown',
    missed: true,
  } as const;
  return noticeView({ ...change, after, at: new Date() });
}

async function question(): Promise<View> {
  const lab = commandLab();
  addMachine(lab.hypervisor, NAME);
  return viewOf(await lab.ask(`/vm delete ${NAME}`));
}

const views: readonly (readonly [string, () => View | Promise<View>])[] = [
  ...POWERS.map((power) => [`the card of a machine that is ${power}`, () => card(power)] as const),
  ...POWERS.slice(1).map(
    (power) => [`the notice of a machine that went ${power}`, () => notice(power)] as const,
  ),
  ['the question before a deletion', question],
];

it('the name is as long as names may be', () => {
  expect([isVmName(NAME), isVmName(`${NAME}9`)]).toEqual([true, false]);
});

describe.each(views)('the buttons of %s', (_what, make) => {
  it('carry lines that are understood, and that fit where they are kept', async () => {
    const { actions } = await make();
    expect(actions.length).toBeGreaterThan(0);
    // Slack allows 25 in a block, Discord 5 in a row.
    expect(actions.length).toBeLessThanOrEqual(5);
    for (const action of actions) mustWork(action);
    expect(new Set(actions.map(({ command }) => command)).size).toBe(actions.length);
  });
});

function mustWork({ command, label }: Action): void {
  const { command: found, typed } = parseLine(command, registry);
  expect(command.startsWith(`/${found.path.join(' ')} `)).toBe(true);
  expect(Object.values(typed)).toContain(NAME);
  expect(command.length).toBeLessThanOrEqual(MAX_ACTION_COMMAND);
  for (const locale of LOCALES) expect(say(label, locale).length).toBeLessThanOrEqual(MAX_LABEL);
}

it('a button that asks what will be lost says yes only once it was asked', () => {
  const [remove] = card('running').actions.filter(({ style }) => style === 'danger');
  expect(remove).toMatchObject({
    command: `/vm delete ${NAME}`,
    confirm: { en: expect.stringContaining(NAME) },
  });
  expect(parseLine(`${remove?.command} --yes`, registry).confirmed).toBe(true);
  expect(`${remove?.command} --yes`.length).toBeLessThanOrEqual(MAX_ACTION_COMMAND);
});

it('a view refuses a button that one chat would take and another would not', () => {
  const action = (length: number) => ({ label: 'x', command: 'x'.repeat(length), style: 'plain' }) as const;
  expect(view({ actions: [action(100)] }).actions).toHaveLength(1);
  expect(() => view({ actions: [action(101)] })).toThrow(RangeError);
});
