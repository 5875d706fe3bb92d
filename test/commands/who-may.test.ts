import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Accounts } from '../../src/access/accounts.ts';
import type { Actor } from '../../src/access/actor.ts';
import { createAccess } from '../../src/access/authorise.ts';
import { RIGHTS } from '../../src/app.ts';
import { completeLine } from '../../src/command/complete.ts';
import { ADMIN, ANA, addImage, addMachine, BEN, commandLab, PLACE, TEACHER } from './support/lab.ts';

/** What each line answers: to a stranger who is a student, to a teacher and to an administrator; `yes` where it may. */
const LINES: readonly (readonly [line: string, teacher: string, admin: string])[] = [
  ['/vm show M', 'yes', 'yes'],
  ['/vm start M', 'yes', 'yes'],
  ['/vm stop M', 'yes', 'yes'],
  ['/vm restart M', 'yes', 'yes'],
  ['/vm kill M', 'yes', 'yes'],
  ['/vm pause M', 'yes', 'yes'],
  ['/vm resume M', 'yes', 'yes'],
  ['/vm delete M', 'not-allowed', 'yes'],
  ['/vm console M', 'yes', 'yes'],
  ['/vm screenshot M', 'yes', 'yes'],
  ['/vm type M x', 'yes', 'yes'],
  ['/vm key M enter', 'yes', 'yes'],
  ['/vm log M', 'yes', 'yes'],
  ['/vm password M', 'not-allowed', 'not-allowed'],
  ['/cd insert M slitaz', 'yes', 'yes'],
  ['/cd eject M', 'yes', 'yes'],
  ['/image save M lesson', 'not-allowed', 'yes'],
];

/** What a teacher alone may do with their own machine, and a student may not. */
const TEACHERS_ONLY = new Set(['/image save M lesson']);
const DENIED = new Set(['not-allowed', 'not-found']);

function lab() {
  const opened = commandLab();
  addMachine(opened.hypervisor, 'anas', 'off', ANA.id);
  addMachine(opened.hypervisor, 'teachers', 'off', TEACHER.id);
  addImage(opened.hypervisor, 'slitaz', { format: 'iso' });
  const answerTo = async (line: string, machine: string, actor: Actor) => {
    const answer = await opened.ask(line.replace('M', machine), actor);
    if (answer.kind !== 'refused') return 'yes';
    // What is refused for the machine's state would be done in another one.
    return DENIED.has(answer.error.code) ? answer.error.code : 'yes';
  };
  const offers = async (line: string, actor: Actor) => {
    const before = line.slice(0, line.indexOf('M'));
    const { choices } = await completeLine(opened.world, { line: before, actor, place: PLACE, locale: 'en' });
    return choices.map(({ value }) => value);
  };
  return { ...opened, answerTo, offers };
}

it('every command that takes a machine stands in the table', () => {
  const taking = commands.filter(({ options }) =>
    Object.values(options).some(({ kind }) => kind.placeholder === 'machine'),
  );
  const paths = LINES.map(([line]) => line.slice(1).split(' ').slice(0, 2).join(' '));
  expect(taking.map(({ path }) => path.join(' ')).toSorted()).toEqual(paths.toSorted());
});

describe.each(LINES)('%s', (line, teacher, admin) => {
  it('of another’s machine: a student hears that there is none, others as the table says', async () => {
    const { answerTo, offers } = lab();
    const student = TEACHERS_ONLY.has(line) ? 'not-allowed' : 'not-found';
    expect(await answerTo(line, 'anas', BEN)).toBe(student);
    expect(await answerTo(line, 'anas', TEACHER)).toBe(teacher);
    expect(await answerTo(line, 'anas', ADMIN)).toBe(admin);
    // What is offered is what is allowed.
    expect(await offers(line, BEN)).toEqual([]);
    expect((await offers(line, TEACHER)).includes('anas')).toBe(teacher === 'yes');
    expect((await offers(line, ADMIN)).includes('anas')).toBe(admin === 'yes');
  });

  it('of one’s own is one’s own', async () => {
    const { answerTo } = lab();
    expect(await answerTo(line, 'teachers', TEACHER)).toBe('yes');
    expect(await answerTo(line, 'anas', ANA)).toBe(TEACHERS_ONLY.has(line) ? 'not-allowed' : 'yes');
  });

  it('is no guest’s', async () => {
    const opened = commandLab({ role: 'guest' });
    addMachine(opened.hypervisor, 'anas', 'off', ANA.id);
    const answer = await opened.ask(line.replace('M', 'anas'), ANA);
    expect(answer).toMatchObject({ kind: 'refused', error: { code: 'not-allowed' } });
  });
});

/** Ana has two accounts: what is hers in one chat is hers in the other. */
describe('the same person from another account', () => {
  const ELSEWHERE: Actor = { id: 'discord:77', displayName: 'Ana' };
  const accounts: Accounts = {
    personOf: (id) => (id === ELSEWHERE.id ? ANA.id : id),
    of: (person) => (person === ANA.id ? [ANA.id, ELSEWHERE.id] : [person]),
  };

  function linked() {
    const opened = commandLab({ accounts });
    addMachine(opened.hypervisor, 'anas', 'off', ANA.id);
    addMachine(opened.hypervisor, 'bens', 'off', BEN.id);
    addImage(opened.hypervisor, 'slitaz', { format: 'iso' });
    return opened;
  }

  it.each(LINES.map(([line]) => line))(
    'may say %s of her own machine, and of nobody else’s',
    async (line) => {
      const { ask } = linked();
      const codeOf = async (machine: string) => {
        const answer = await ask(line.replace('M', machine), ELSEWHERE);
        return answer.kind === 'refused' && DENIED.has(answer.error.code) ? answer.error.code : 'yes';
      };
      const isTeachers = TEACHERS_ONLY.has(line);
      expect(await codeOf('anas')).toBe(isTeachers ? 'not-allowed' : 'yes');
      expect(await codeOf('bens')).toBe(isTeachers ? 'not-allowed' : 'not-found');
    },
  );

  it('sees her machines and her jobs in every listing', async () => {
    const { ask } = linked();
    expect(await ask('/vm list', ELSEWHERE)).toMatchObject({ data: { vms: [{ name: 'anas' }] } });
    await ask('/vm start anas', ANA);
    expect(await ask('/job list', ELSEWHERE)).toMatchObject({ data: { jobs: [{ kind: 'vm.start' }] } });
    expect(await ask('/job list', BEN)).toMatchObject({ data: { jobs: [] } });
  });

  it('cancels her job from there', async () => {
    const { ask } = linked();
    const started = await ask('/vm start anas', ANA);
    const id = started.kind === 'started' ? started.jobId : '';
    expect(await ask(`/job cancel ${id}`, BEN)).toMatchObject({ error: { code: 'not-found' } });
    expect(await ask(`/job cancel ${id}`, ELSEWHERE)).toMatchObject({ kind: 'said', data: { job: { id } } });
  });

  it('owns what she makes there as the same person, within the same limits', async () => {
    const { ask, starts } = linked();
    await ask('/vm create tiny more', ELSEWHERE);
    expect(starts.at(-1)?.jobs[0]?.reservation).toMatchObject({ owner: ANA.id });
  });

  it('is a teacher by each account where one of them is named as one', () => {
    const access = createAccess({ admins: [], teachers: [ANA.id], defaultRole: 'guest' }, RIGHTS, accounts);
    expect(access.roleOf(ELSEWHERE)).toBe('teacher');
    expect(access.roleOf(BEN)).toBe('guest');
  });
});

describe('a button on a card that all see', () => {
  const shown = { wasShown: true } as const;

  it.each(LINES)('%s tells a stranger that the machine is not theirs', async (line) => {
    const { ask } = lab();
    const answer = await ask(line.replace('M', 'anas'), BEN, undefined, shown);
    expect(answer).toMatchObject({ kind: 'refused', error: { code: 'not-allowed' } });
    if (!TEACHERS_ONLY.has(line))
      expect(answer).toMatchObject({
        error: { text: { en: 'anas is not yours.', es: 'anas no es suya.' } },
      });
  });

  it('tells that a machine is gone as it is told to everybody', async () => {
    const { ask } = lab();
    const answers = [
      await ask('/vm stop none', BEN, undefined, shown),
      await ask('/vm stop none', BEN),
      await ask('/vm stop anas', BEN),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ error: { code: 'not-found' } });
  });

  it('of somebody’s job says that somebody else asked for it', async () => {
    const { ask } = lab();
    const started = await ask('/vm start anas', ANA);
    const line = `/job cancel ${started.kind === 'started' ? started.jobId : ''}`;
    expect(await ask(line, BEN)).toMatchObject({ error: { code: 'not-found' } });
    expect(await ask(line, BEN, undefined, shown)).toMatchObject({
      error: { code: 'not-allowed', text: { en: 'Somebody else asked for this job.' } },
    });
  });
});
