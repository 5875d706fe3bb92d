import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { fromSpanish, spanishCommandWord, spanishOptionName } from '../../../src/command/spanish.ts';

describe('fromSpanish', () => {
  it.each([
    ['máquina', 'vm'],
    ['maquina', 'vm'],
    ['ma\u0301quina', 'vm'],
    ['añadir', 'add'],
    ['anadir', 'add'],
    ['contraseña', 'password'],
    ['parar', 'stop'],
    ['mi', 'my'],
    ['create', 'create'],
    ['tostar', 'tostar'],
    ['constructor', 'constructor'],
  ])('takes %s for %s', (word, english) => expect(fromSpanish(word)).toBe(english));

  it('takes a word that says two things for the first of them', () => {
    expect(fromSpanish('borrar')).toBe('delete');
    expect(spanishCommandWord('remove')).toBe('borrar');
  });
});

const WORDS = new Set(commands.flatMap(({ path }) => path));

it.each([...WORDS])('there is a Spanish word for %s, which is understood', (word) => {
  const spanish = spanishCommandWord(word) ?? '';
  expect(spanish).toMatch(/^\p{Ll}+$/u);
  expect(fromSpanish(spanish)).toBe(word === 'remove' ? 'delete' : word);
});

describe('spanishOptionName', () => {
  it.each([
    ['memory', 'memoria'],
    ['lines', 'líneas'],
    ['cpus', undefined],
    ['toString', undefined],
  ])('of %s is %s', (name, spanish) => expect(spanishOptionName(name)).toBe(spanish));
});
