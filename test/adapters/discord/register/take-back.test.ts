import { expect, it } from 'vitest';
import { takeBackCommands } from '../../../../adapters/discord/register-commands.ts';
import { commands } from '../../../../commands/index.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { ChatCallError } from '../../../../src/chat/call-failure.ts';

function registered(where: Readonly<Record<string, readonly object[]>>) {
  const written: (readonly [string | null, number])[] = [];
  const rest = {
    async commands(guild: string | null) {
      const there = where[guild ?? 'global'];
      if (!there) throw new ChatCallError('Discord', 'GET commands', { kind: 'refused', code: 50_001 });
      return there;
    },
    async putCommands(guild: string | null, list: readonly object[]) {
      written.push([guild, list.length]);
    },
  };
  const signal = new AbortController().signal;
  return { written, ports: { settings: { guildIds: ['1'] }, commands, rest, log: silentLog, signal } };
}

it('servers that are not named lose what was registered there, and no other', async () => {
  const old = [{ name: 'vm', type: 1 }];
  const { written, ports } = registered({ 1: old, 2: old, 3: [], 5: old });
  await takeBackCommands(['1', '2', '3', '4', '5'], ports);
  expect(written).toEqual([
    ['2', 0],
    ['5', 0],
  ]);
});
