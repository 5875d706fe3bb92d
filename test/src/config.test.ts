import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { readConfig } from '../../src/config.ts';
import { troubleDoc } from '../support/trouble-doc.ts';

function faultOf(read: () => unknown): UserError {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

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
    ['LABVM_ADMINS', 'alice', 'not an account ID', 'slack:T0123ABCD:U0456EFGH'],
    ['LABVM_TEACHERS', 'slack:T1:U1, slak:T1:U2', 'not an account ID', 'discord:123456789012345678'],
    ['LABVM_ADMINS', '123456789012345678', 'not an account ID', 'discord:123456789012345678'],
    ['LABVM_ADMINS', '<@U0456EFGH>', 'not an account ID', 'slack:T0123ABCD:U0456EFGH'],
    ['LABVM_ALLOWED_HOSTS', 'http://mirror.lab', 'not a host name', '10.0.0.5'],
    ['LABVM_ALLOWED_HOSTS', 'mirror.lab 10.0.0.5:8080', 'not a host name', 'mirror.school.example'],
  ])('does not start with %s=%s, and says what to write', (variable, given, isNo, example) => {
    const error = faultOf(() => readConfig({ [variable]: given }));
    const item = given.split(/[\s,]+/).at(-1);
    expect(error.text.en).toBe(`${variable} holds “${item}”, which is ${isNo}.`);
    expect(error.text.es).toContain(`${variable} contiene «${item}»`);
    expect(error.hint?.en).toContain(example);
    expect(error.hint?.es).not.toBe(error.hint?.en);
  });

  it.each([
    ['LABVM_ADMINS', 'alice'],
    ['LABVM_ALLOWED_HOSTS', 'http://mirror.lab'],
  ])('says of %s=%s what the manual of what goes wrong lists', (variable, given) => {
    const { text, hint } = faultOf(() => readConfig({ [variable]: given }));
    for (const words of [text.en, hint?.en ?? '']) expect(troubleDoc).toContain(words);
  });

  it('says back no whole token that stands in a list', () => {
    const error = faultOf(() => readConfig({ LABVM_ADMINS: 'x'.repeat(70) }));
    expect(error.text.en).toContain(`“${'x'.repeat(20)}…”`);
  });

  it('takes lists that are right', () => {
    const hosts = ['localhost', 'mirror.lab.', '10.0.0.5', '::1', '[fe80::1]'];
    expect(readConfig({ LABVM_ALLOWED_HOSTS: hosts.join(',') }).images.allowedHosts).toEqual(hosts);
    expect(readConfig({ LABVM_ADMINS: 'terminal:local' }).admins).toEqual(['terminal:local']);
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
