import { expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { withAbout } from '../../../src/command/about.ts';
import { command } from '../../../src/command/command.ts';
import { text } from '../../../src/command/kind/text.ts';
import { positional } from '../../../src/command/option.ts';
import { parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { fileNameOf } from '../../../src/view/file-name.ts';
import { view } from '../../../src/view/view.ts';

const registry = createRegistry(commands);

it.each([
  ['/vm log web1', 'web1-log.txt'],
  ['/vm log web1 --lines 20', 'web1-log.txt'],
  ['/vm list', 'vm-list.txt'],
  ['/help', 'help.txt'],
  ['/help vm create', 'vm-create-help.txt'],
  ['/my key list', 'my-key-list.txt'],
])('a file of what %s answers is called %s', (line, name) => {
  expect(fileNameOf(withAbout(view({}), parseLine(line, registry)).about ?? '')).toBe(name);
});

it('what says itself what it is about is called after that', () => {
  const said = { ...view({}), about: 'class 3' };
  expect(withAbout(said, parseLine('/vm list', registry)).about).toBe('class 3');
});

it('no file is called after a secret', () => {
  const word = { ...text({ placeholder: 'word', example: 'x', most: 9 }), secret: true as const };
  const toy = command({
    path: ['whisper'],
    summary: { en: 'Whisper', es: 'Susurrar' },
    examples: ['/whisper x'],
    needs: 'help',
    answer: 'private',
    options: { word: positional(word, { en: 'A word', es: 'Una palabra' }) },
    run: () => ({ kind: 'say', view: view({}) }),
  });
  expect(withAbout(view({}), parseLine('/whisper hush', createRegistry([toy]))).about).toBe('whisper');
});
