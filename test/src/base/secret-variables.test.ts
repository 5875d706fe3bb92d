import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { forgetSecrets, SECRET_VARIABLES } from '../../../src/base/secret-variables.ts';

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('every variable that holds a secret is known as one', async () => {
  const source = await read('src/config.ts');
  const variables = [...source.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name);
  const secret = variables.filter((name) => /TOKEN|SECRET|PASSWORD|CREDENTIAL|_KEY$/.test(name));
  expect(secret.length).toBeGreaterThan(3);
  expect(secret.toSorted()).toEqual([...SECRET_VARIABLES].toSorted());
});

test('once they are forgotten, no program finds them that a library starts', () => {
  const before = { ...process.env };
  try {
    for (const name of SECRET_VARIABLES) process.env[name] = 'the-secret';
    forgetSecrets(process.env);
    const { stdout } = spawnSync('env', { encoding: 'utf8' });
    expect(stdout).toContain('PATH');
    expect(stdout).not.toContain('the-secret');
  } finally {
    for (const name of SECRET_VARIABLES) {
      if (before[name] !== undefined) process.env[name] = before[name];
    }
  }
});

test('labvm and its set-up forget them before they start anything', async () => {
  const main = await read('src/main.ts');
  expect(main.indexOf('forgetSecrets(process.env)')).toBeGreaterThan(main.indexOf('= readConfig()'));
  expect(main.indexOf('forgetSecrets(process.env)')).toBeLessThan(main.indexOf('await openLab(config, log)'));
  const setUp = await read('scripts/setup/main.ts');
  expect(setUp.indexOf('forgetSecrets(process.env)')).toBeLessThan(setUp.indexOf('await runSteps('));
  expect(await read('scripts/setup.sh')).toContain(`\nunset ${SECRET_VARIABLES.join(' ')}\n`);
});
