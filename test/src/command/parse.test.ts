import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { ParseError, parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const registry = createRegistry(commands);

/** What is understood of a line, as `path {values} yes`. */
function read(line: string): string {
  const { command, typed, confirmed } = parseLine(line, registry);
  return `${command.path.join(' ')} ${JSON.stringify(typed)}${confirmed ? ' yes' : ''}`;
}

/** What is wrong with a line: code, sentence, hint. */
function fault(line: string): string {
  try {
    return `understood: ${read(line)}`;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { code, text, hint } = error.error;
    expect(text.es).not.toBe(text.en);
    return `${code} | ${text.en} | ${hint?.en}`;
  }
}

describe('parseLine', () => {
  it.each([
    '/vm create tiny',
    'vm create tiny',
    '/ vm create tiny',
    '/labvm vm create tiny',
    '@labvm vm create tiny',
    'labvm: vm create tiny',
    '/labvm /vm create tiny',
    'VM Create TINY',
    '/mv crear tiny',
    '/máquina CREAR "tiny"',
    '`/vm create tiny`',
    '@labvm: `vm create tiny`',
    '/labvm ```\n/vm create tiny\n```',
    '```sh\n/labvm vm create tiny\n```',
    '“/vm create tiny”',
    '«/vm create tiny»',
    '`vm create` `tiny`',
    '/vm create ```tiny```',
  ])('understands %s', (line) => expect(read(line)).toBe('vm create {"image":"tiny"}'));

  it.each([
    ['/vm create tiny web1 --cpus 2 --memory=1G', '{"image":"tiny","name":"web1","cpus":2,"memory":1024}'],
    ['/vm create --cpus 2 tiny —memory 1,5G web1', '{"cpus":2,"image":"tiny","memory":1536,"name":"web1"}'],
    ['/vm create -cpus 2 tiny', '{"cpus":2,"image":"tiny"}'],
    ['/vm create --memory “512M” tiny', '{"memory":512,"image":"tiny"}'],
    ['`/vm create tiny` --memory `512M`', '{"image":"tiny","memory":512}'],
    [
      '`vm create tiny` --user-data ```yaml\na:\n  - "b"\n```',
      '{"image":"tiny","user-data":"a:\\n  - \\"b\\""}',
    ],
    ['/vm crear tiny --memoria 1G --DISCO=20G', '{"image":"tiny","memory":1024,"disk":20}'],
    ['/vm create tiny --red ninguna', '{"image":"tiny","nic":"none"}'],
    ['/vm create tiny -- web1', '{"image":"tiny","name":"web1"}'],
  ])('reads the options of %s', (line, values) => expect(read(line)).toBe(`vm create ${values}`));

  it.each([
    ['--yes', true],
    ['-y', true],
    ['—yes', true],
    ['--sí', true],
    ['--si\u0301', true],
    ['--yes=no', false],
    ['', false],
  ])('takes %j for a yes: %s', (flag, yes) => {
    expect(parseLine(`/vm delete web1 ${flag}`, registry).confirmed).toBe(yes);
  });

  it.each([
    ['/vm create --help', 'help {"command":["vm","create"]}'],
    ['/vm create tiny -h', 'help {"command":["vm","create"]}'],
    ['/vm create ?', 'help {"command":["vm","create"]}'],
    ['/vm crear --ayuda', 'help {"command":["vm","create"]}'],
    ['/imagen borrar tiny', 'image remove {"image":"tiny"}'],
    ['/image delete tiny', 'image remove {"image":"tiny"}'],
    ['/vm remove web1', 'vm delete {"name":"web1"}'],
    ['/disco sacar web1', 'cd eject {"name":"web1"}'],
    ['/vm ?', 'help {"command":["vm"]}'],
    ['/vm', 'help {"command":["vm"]}'],
    ['/máquina', 'help {"command":["vm"]}'],
    ['/vm lst web1 --help', 'help {"command":["vm","lst"]}'],
    ['/vm type web1 "a b" --help', 'help {"command":["vm","type"]}'],
    ['/labvm --help', 'help {}'],
    ['?', 'help {}'],
    ['/labvm', 'help {}'],
    ['/', 'help {}'],
    ['/help vm create', 'help {"command":["vm","create"]}'],
    ['/help /vm create', 'help {"command":["vm","create"]}'],
    ['/vm help', 'help {"command":["vm"]}'],
    ['/vm Ayuda', 'help {"command":["vm"]}'],
    ['/vm help create', 'help {"command":["vm","create"]}'],
    ['help!', 'help {}'],
    ['¡ayuda!', 'help {}'],
  ])('helps with %s', (line, understood) => expect(read(line)).toBe(understood));

  it.each([
    ['hola', 'help {"command":["hola"]}'],
    ['¡Hola!', 'help {"command":["hola"]}'],
    ['/hi', 'help {"command":["hi"]}'],
    ['@labvm hello', 'help {"command":["hello"]}'],
    ['Buenos días, labvm', 'help {"command":["buenos","dias"]}'],
    ['muchas gracias', 'help {"command":["muchas","gracias"]}'],
    ['hey, can you make me one?', 'help {"command":["hey"]}'],
    ['hola, vm list', 'vm list {}'],
    ['good morning @labvm: vm show web1', 'vm show {"name":"web1"}'],
    ['buenas, ayuda', 'help {}'],
    ['vm show hi', 'vm show {"name":"hi"}'],
  ])('takes a greeting for one: %s', (line, understood) => expect(read(line)).toBe(understood));

  it.each([
    ['', 'unknown-command | The line is empty. | See all commands: /help'],
    ['/vm craete tiny', 'unknown-command | There is no command /vm craete. | Did you mean /vm create?'],
    ['/wm list', 'unknown-command | There is no command /wm. | Did you mean /vm list?'],
    ['/create tiny', /^unknown-command \| There is no command \/create\. \| Did you mean \/vm create/],
    ['/parar web1', 'unknown-command | There is no command /stop. | Did you mean /vm stop?'],
    [
      'what does `/vm delete web1` do',
      'unknown-command | «/vm delete web1» is surrounded by other words, so it was not run. | To run it, send it on its own.',
    ],
    [
      '```\n/vm create tiny\n/vm list\n```',
      'bad-argument | That is more than one command, and labvm takes one at a time. | Send each command on its own.',
    ],
    ['`/vm show "web1`', /^bad-argument \| The quotation mark at character 10 is never closed\./],
    ['/reboot', /^unknown-command \| There is no command \/reboot\. \|/],
    [
      '/vm create',
      'missing-argument | /vm create needs <image>: the system to create it from. | For example: /vm create tiny',
    ],
    [
      '/vm create tiny --cpus',
      'missing-argument | --cpus needs a value. | For example: /vm create … --cpus 2',
    ],
    [
      '/vm create tiny --cpus --yes',
      'missing-argument | --cpus needs a value. | For example: /vm create … --cpus 2',
    ],
    ['/vm create tiny --cpu 2', 'bad-argument | /vm create has no option --cpu. | Did you mean --cpus?'],
    ['/vm list --image=tiny', 'bad-argument | /vm list has no option --image. | Usage: /vm list'],
    [
      '/vm create tiny --memoria=1G --memory 1G',
      'bad-argument | --memory appears twice. | Use it only once.',
    ],
    [
      '/vm create tiny --memora=1G',
      'bad-argument | /vm create has no option --memora. | Did you mean --memory?',
    ],
    ['/vm create tiny --cpus=2 --cpus 3', 'bad-argument | --cpus appears twice. | Use it only once.'],
    [
      '/vm create tiny --cpus=99',
      'bad-argument | --cpus: «99» must be a whole number from 1 to 16. | For example: 2',
    ],
    [
      '/vm create tiny --memory 1.500G',
      'bad-argument | --memory: «1.500G» must be a size from 32M to 65536M, in whole MiB. | For example: 512M',
    ],
    ['/vm create tiny ../etc', /^bad-argument \| <name>: «..\/etc» must begin with a letter/],
    [
      '/vm type web1 ls /etc',
      'bad-argument | «/etc» is one word too many. | Put several words in quotation marks: /vm type web1 "ls -l /etc"',
    ],
    [
      '/vm type web1 ls -z',
      'bad-argument | /vm type has no option --z. | Put several words in quotation marks: /vm type web1 "ls -l /etc"',
    ],
    ['/vm show web1 web2', /^bad-argument \| «web2» is one word too many\. \| Usage: \/vm show/],
    ['/vm delete web1 --yes=maybe', /^bad-argument \| --yes: «maybe» takes no value, or else yes or no\./],
    ['/vm show "web1', /^bad-argument \| The quotation mark at character 10 is never closed\./],
    ['/vm create tiny --constructor x', /^bad-argument \| \/vm create has no option --constructor\./],
  ])('says what is wrong with %j', (line, expected) => {
    if (typeof expected === 'string') expect(fault(line)).toBe(expected);
    else expect(fault(line)).toMatch(expected);
  });

  it.each(['/vm create tiny web1-', 'what does `/vm delete web1` do', '```\n/vm create tiny\n/vm list\n```'])(
    'says of %j what the manual of what goes wrong lists',
    (line) => {
      const [, sentence = 'nothing'] = fault(line).split(' | ');
      expect(troubleDoc).toContain(sentence);
    },
  );

  it('does not say back more of a word than helps, nor half a character', () => {
    const said = fault(`/vm create tiny ${'😀'.repeat(300)}`);
    expect(said).toContain(`«${'😀'.repeat(20)}…»`);
    expect(said.isWellFormed()).toBe(true);
  });

  it('knows the command of a line that is wrong further on', () => {
    expect.assertions(1);
    try {
      parseLine('/vm create', registry);
    } catch (error) {
      expect((error as ParseError).command?.path).toEqual(['vm', 'create']);
    }
  });
});
