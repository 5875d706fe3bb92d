import { describe, expect, it } from 'vitest';
import { commandsOf } from './shell.ts';

describe('the reader of shell scripts', () => {
  it.each([
    ['a; b && c || ! d | e & f', 'a b c d e f'],
    ['X=1 Y="$(a)" b >"$(c)" 2>&1 <&- x y', 'a b c'],
    ['if a; then b; elif c; then d; else e; fi; while f; do g; done', 'a b c d e f g'],
    ['case $x in a | "$(one)") two ;; *) three; esac; four', 'one two three four'],
    ['f() { a; }; (b; c) | d "it is $(e "$(g)")" # h', 'a b c d e g'],
    ["a 'b; c' \"d; e\" \\\n  f; g $'\\'; h'", 'a g'],
    ['for ((i = 0; i < $(a); i++)); do b; done; for x in c; do d; done', 'a b d'],
    ['x=$(( $(a) + (1 + 2) )); [[ " \u0024{y[*]:-$(b)}" == *z* && $(c) ]] && d', 'a b c d'],
    ['a <<<"$(b)" | c <(d) > >(e)', 'a b c d e'],
  ])('finds what %s starts', (script, expected) => {
    const { started } = commandsOf(script);
    expect(started.filter((word) => /^\w+$/.test(word)).toSorted()).toEqual(expected.split(' ').toSorted());
  });

  it('finds what is handed on to be started', () => {
    const { handedOn } = commandsOf(
      'exec env A=1 one; find . -exec two {} \\;; x=(three "four"); command -v five',
    );
    expect(handedOn).toEqual(expect.arrayContaining(['one', 'two', 'three', 'five']));
    expect(handedOn).not.toContain('four');
  });

  it.each([['a <<END\nb\nEND'], ['a `b`'], ['a "b'], ['a $(b'], ['case x in a) b']])(
    'refuses %j',
    (script) => {
      expect(() => commandsOf(script)).toThrow(/in line \d+ of a shell script/);
    },
  );
});
