import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { UserError } from '../../../src/base/errors.ts';
import { inForm } from '../../../src/chat/form-error.ts';
import type { Command } from '../../../src/command/command.ts';
import { ParseError, parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';

const registry = createRegistry(commands);

function find(path: string): Command {
  const found = registry.find(path.split(' '));
  if (!found) throw new Error(`there is no ${path}`);
  return found;
}

/** What a form says of a line that is wrong, at the field of its option and elsewhere. */
function told(line: string) {
  try {
    parseLine(line, registry);
  } catch (error) {
    if (error instanceof ParseError && error.command)
      return {
        at: inForm(error.error, error.command, error.error.option),
        elsewhere: inForm(error.error, error.command),
      };
    throw error;
  }
  throw new Error(`It was taken: ${line}`);
}

describe('an error in a form', () => {
  it.each([
    [
      '/vm create tiny --memory lots',
      '«lots» must be a size from 32M to 65536M, in whole MiB.',
      '“Memory”: «lots» must be a size from 32M to 65536M, in whole MiB.',
    ],
    [
      '/vm create tiny ../etc',
      '«../etc» must begin with a letter and contain only letters a to z, digits and hyphens, 31 at most.',
      '“Name”: «../etc» must begin with a letter and contain only letters a to z, digits and hyphens, 31 at most.',
    ],
    ['/vm create', 'Fill this in.', '“System” is missing.'],
    [
      `/vm type web1 ${'x'.repeat(501)}`,
      '“Text to type” is longer than 500 characters.',
      '“Text to type” is longer than 500 characters.',
    ],
  ])('of %.60s', (line, at, elsewhere) => {
    expect(told(line).at.text.en).toBe(at);
    expect(told(line).elsewhere.text.en).toBe(elsewhere);
  });

  it('gives an example of a value, and none of a line', () => {
    expect(told('/vm create tiny --memory lots').at.hint).toEqual({
      en: 'For example: 512M',
      es: 'Por ejemplo: 512M',
    });
    expect(told('/vm create').at.hint).toBeUndefined();
  });

  it('speaks Spanish of fields as well', () => {
    expect(told('/vm create tiny --memory lots').elsewhere.text.es).toMatch(/^«Memoria»: «lots» debe/);
    expect(told('/vm create').elsewhere.text.es).toBe('Falta «Sistema».');
  });

  it.each([
    ['For example: --memory 64M', 'For example: 64M'],
    ['Use --bus sata, or --memory 1G.', 'Use “Disk bus” sata, or 1G.'],
    ['Choose another with --memory, or --cpus.', 'Choose another with “Memory”, or “Virtual CPUs”.'],
    ['Create it anew: /vm create tiny --memory 1G.', 'Create it anew: /vm create tiny --memory 1G.'],
    ['See /vm console web1 --revoke; or --disk.', 'See /vm console web1 --revoke; or “Disk”.'],
    ['Nobody knows --nosuch or <nosuch>.', 'Nobody knows --nosuch or <nosuch>.'],
    ['The file /etc/x.yaml --memory 1G', 'The file /etc/x.yaml --memory 1G'],
  ])('at the field of the memory, %j is %j', (en, said) => {
    const error = new UserError('bad-argument', { en, es: en }, undefined, { option: 'memory' });
    expect(inForm(error, find('vm create'), 'memory').text.en).toBe(said);
  });

  it('shows a value as it is filled in, without the quotation marks of a line', () => {
    const hint = {
      en: 'For example: --user-data "packages: [htop]".',
      es: 'Por ejemplo: --user-data "a: b".',
    };
    const error = new UserError('bad-argument', hint, hint, { option: 'user-data' });
    expect(inForm(error, find('vm create'), 'user-data').hint).toEqual({
      en: 'For example: packages: [htop].',
      es: 'Por ejemplo: a: b.',
    });
  });

  it('never sends anybody to a flag, whatever is wrong with a filled in form', () => {
    const error = new UserError(
      'bad-argument',
      { en: '--bus: a machine with UEFI has no IDE.', es: '--bus: una máquina con UEFI no tiene IDE.' },
      { en: 'Use --bus sata, or --firmware bios.', es: 'Use --bus sata, o --firmware bios.' },
      { option: 'bus' },
    );
    expect(inForm(error, find('vm create'), 'bus')).toEqual({
      text: { en: 'A machine with UEFI has no IDE.', es: 'Una máquina con UEFI no tiene IDE.' },
      hint: { en: 'Use sata, or “Firmware” bios.', es: 'Use sata, o «Firmware» bios.' },
    });
  });
});
