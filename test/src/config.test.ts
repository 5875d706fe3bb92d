import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { readConfig } from '../../src/config.ts';

describe('readConfig', () => {
  it('needs nothing', () => {
    const config = readConfig({});
    expect(config.defaultRole).toBe('guest');
    expect(config.slots).toEqual({ download: 1, disk: 2, start: 8 });
    expect(config.network).toBe('labvm');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ LABVM_DEFAULT_ROLE: '', LABVM_DATA_DIR: '' }).defaultRole).toBe('guest');
  });

  it('names every wrong variable with the value received', () => {
    const read = () => readConfig({ LABVM_DEFAULT_ROLE: 'king', LABVM_SLOTS_START: 'many' });
    expect(read).toThrow(UserError);
    expect(read).toThrow(/LABVM_DEFAULT_ROLE is "king".*LABVM_SLOTS_START is "many"/);
  });

  it('refuses a network that is not its own', () => {
    expect(() => readConfig({ LABVM_NETWORK: 'default' })).toThrow(/LABVM_NETWORK is "default"/);
  });

  it('splits lists of ids at commas and blanks', () => {
    expect(readConfig({ LABVM_ADMINS: 'slack:T1:U1, slack:T1:U2\tdiscord:3' }).admins).toEqual([
      'slack:T1:U1',
      'slack:T1:U2',
      'discord:3',
    ]);
  });

  it.each([
    [{ LANG: 'es_ES.UTF-8' }, 'es'],
    [{ LANG: 'es_ES.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'est_EE.UTF-8' }, 'en'],
    [{}, 'en'],
  ] as const)('reads the terminal language from %o', (env, locale) => {
    expect(readConfig(env).terminal.locale).toBe(locale);
  });
});

describe('.env.example', () => {
  it('explains every variable, and its values are the defaults', async () => {
    const example = parseEnv(await readFile(new URL('../../.env.example', import.meta.url), 'utf8'));
    const source = await readFile(new URL('../../src/config.ts', import.meta.url), 'utf8');
    const read = [...source.matchAll(/^ {2}(LABVM_[A-Z_]+):/gm)].map((match) => match[1]);
    expect(read.length).toBeGreaterThan(10);
    for (const name of read) expect(Object.keys(example)).toContain(name);
    expect(readConfig(example as Record<string, string>)).toEqual(readConfig({}));
  });
});
