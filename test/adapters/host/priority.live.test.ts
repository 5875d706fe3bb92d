import { existsSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { expect, it } from 'vitest';

const MODULE = new URL('../../../adapters/host/priority.ts', import.meta.url).href;
const SESSION = '/proc/self/autogroup';
const SCRIPT = `
  const { goBeforeGuests } = await import(${JSON.stringify(MODULE)});
  const { getPriority } = await import('node:os');
  const { existsSync, readFileSync } = await import('node:fs');
  const allowed = goBeforeGuests();
  const session = existsSync('${SESSION}') ? readFileSync('${SESSION}', 'utf8') : null;
  console.log(JSON.stringify({ allowed, own: getPriority(), session }));
`;

async function gone(detached: boolean) {
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', SCRIPT], { detached });
  return JSON.parse(stdout) as { allowed: boolean; own: number; session: string | null };
}

it('goes before the guests with its session, where that is its own', async () => {
  const { allowed, own, session } = await gone(true);
  expect({ allowed, own }).toEqual({ allowed: true, own: -14 });
  if (session !== null) expect(session).toMatch(/ nice -14$/m);
});

it('takes nobody along who only shares its session', async () => {
  const before = existsSync(SESSION) ? readFileSync(SESSION, 'utf8') : null;
  expect(await gone(false)).toEqual({ allowed: true, own: -14, session: before });
});
