import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvFile } from '../../../adapters/host/env-file.ts';
import type { Text } from '../../../src/base/text.ts';

function envFile(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-env-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, '.env');
  writeFileSync(file, 'LABVM_ENV_FILE_TEST=read\n');
  chmodSync(file, mode);
  onTestFinished(() => {
    delete process.env.LABVM_ENV_FILE_TEST;
  });
  return file;
}

function warningsOf(file: string): readonly Text[] {
  const heard: Text[] = [];
  readEnvFile(file, (text) => heard.push(text));
  return heard;
}

test.each([0o644, 0o640, 0o604, 0o620, 0o666])(
  'a file of settings with the mode %o is warned of, with the remedy, and read',
  (mode) => {
    const file = envFile(mode);
    const [warning] = warningsOf(file);
    expect(warning?.en).toContain(`(mode ${mode.toString(8)})`);
    expect(warning?.en).toContain(`chmod 600 ${file}`);
    expect(warning?.es).toContain(`Ejecute: chmod 600 ${file}`);
    expect(process.env.LABVM_ENV_FILE_TEST).toBe('read');
  },
);

test.each([0o600, 0o400])('one that its owner alone can read (%o) is read without a word', (mode) => {
  expect(warningsOf(envFile(mode))).toEqual([]);
  expect(process.env.LABVM_ENV_FILE_TEST).toBe('read');
});

test('there need not be one', () => {
  expect(warningsOf('/nonexistent/.env')).toEqual([]);
});
