import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../adapters/terminal/index.ts';
import { UserError } from '../../../src/base/errors.ts';

const none = { json: false, serve: false, help: false, version: false, backup: null, lines: [] };

describe('the arguments', () => {
  it.each<[readonly string[], Partial<typeof none> | { lines: readonly string[] } | { backup: string }]>([
    [[], {}],
    [['--json', '/vm list'], { json: true, lines: ['/vm list'] }],
    [['/vm list', '--json'], { json: true, lines: ['/vm list'] }],
    [['--', '/vm list'], { lines: ['/vm list'] }],
    [['--json', '--', '/vm list'], { json: true, lines: ['/vm list'] }],
    [['vm', 'list'], { lines: ['vm list'] }],
    [['/help'], { lines: ['/help'] }],
    [
      ['/vm', 'create', 'tiny', 'web1', '--memory', '256M'],
      { lines: ['/vm create tiny web1 --memory 256M'] },
    ],
    [['/vm', 'delete', 'web1', '--yes'], { lines: ['/vm delete web1 --yes'] }],
    [['--json', 'vm', 'create', '--count=3', 'tiny'], { json: true, lines: ['vm create --count=3 tiny'] }],
    [['/vm list', '/image list'], { lines: ['/vm list', '/image list'] }],
    [['/vm list', '/image list', '--json'], { json: true, lines: ['/vm list', '/image list'] }],
    [['/vm delete web1', '--yes'], { lines: ['/vm delete web1 --yes'] }],
    [['/vm list', '/vm delete web1', '--yes'], { lines: ['/vm list', '/vm delete web1 --yes'] }],
    [['--serve'], { serve: true }],
    [['--serve', '/vm list'], { serve: true, lines: ['/vm list'] }],
    [['--backup', '/srv/copy.db'], { backup: '/srv/copy.db' }],
    [['--backup=copy.db'], { backup: 'copy.db' }],
    [['-h'], { help: true }],
    [['--version'], { version: true }],
  ])('%j', (argv, expected) => {
    expect(readArguments(argv)).toEqual({ ...none, ...expected });
  });

  it('gives a word with blanks its quotes back', () => {
    expect(readArguments(['/vm', 'show', 'two words']).lines).toEqual(['/vm show "two words"']);
    expect(readArguments(['/vm', 'show', '']).lines).toEqual(['/vm show ""']);
    expect(readArguments(['/vm', 'show', 'say "hi" now']).lines).toEqual([`/vm show 'say "hi" now'`]);
  });

  it.each([['--jsno'], ['-x'], ['--json=yes'], ['--no-json'], ['--backup=']])(
    'refuses %s, and says what there is',
    (word) => {
      try {
        readArguments([word, '/vm list']);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        expect((error as UserError).text.en).toBe(`labvm does not know the argument ${word}.`);
        expect((error as UserError).hint?.en).toContain(
          '--json, --serve, --backup <file>, --help, --version',
        );
      }
    },
  );
});
