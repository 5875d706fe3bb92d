import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inviteLink, PERMISSIONS } from '../../../adapters/discord/permissions.ts';

const manual = readFileSync(new URL('../../../docs/discord.md', import.meta.url), 'utf8');

it('has the link of the manual', () => {
  expect(manual).toContain(inviteLink('APPLICATION_ID'));
});

it('has the permissions of the manual, one by one and no other', () => {
  const table = /<!-- permissions -->([\s\S]*)<!-- \/permissions -->/.exec(manual)?.[1] ?? '';
  const rows = PERMISSIONS.map(({ name, reason }) => `| ${name} | ${reason.en} |`);
  expect(table.trim().split('\n').slice(2)).toEqual(rows);
});
