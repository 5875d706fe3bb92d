import type { Desk } from '../../src/chat/desk.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { Command } from '../../src/command/command.ts';
import { lineBefore } from '../../src/command/line.ts';
import type { Choice } from '../../src/command/option.ts';
import type { Answering } from './answering.ts';
import { formModal } from './form/index.ts';
import { type Act, actorOf } from './inbound/index.ts';
import { typedValues } from './typed-values.ts';
import type { Waits } from './waits.ts';

/** Opens a command's form for somebody who did not give what it needs. @returns whether it is open */
export type OpenForm = (command: Command, act: Act, answering: Answering) => Promise<boolean>;

export function createFormOpener(desk: Pick<Desk, 'complete'>, waits: Pick<Waits, 'menuMs'>): OpenForm {
  /** What can be chosen for the first value that a command needs. */
  async function choicesFor(
    command: Command,
    act: Act,
  ): Promise<Readonly<Record<string, readonly Choice[]>>> {
    const [first] = Object.entries(command.options).filter(([, { positional }]) => positional);
    if (!first?.[1].required || !first[1].kind.complete) return {};
    const line = lineBefore(command, first[0]);
    const place = { chat: 'discord', channel: act.channel };
    const found = await inTime(waits.menuMs, desk.complete(line, actorOf(act), place, act.locale));
    return { [first[0]]: found?.choices ?? [] };
  }

  return async (command, act, answering) => {
    const choices = await choicesFor(command, act);
    const modal = formModal(command, act.locale, { choices, values: typedValues(command, act.line) });
    return modal !== null && answering.form(modal);
  };
}
