import { describe, expect, it } from 'vitest';
import type { SaveImageInput } from '../../src/image/work/save.ts';
import { plainText } from '../../src/view/plain.ts';
import {
  ANA,
  addImage,
  addMachine,
  type CommandLab,
  commandLab,
  lastJob,
  refused,
  TEACHER,
  viewOf,
} from './support/lab.ts';

const shown = async (lab: CommandLab, line: string, actor = TEACHER) =>
  plainText(viewOf(await lab.ask(line, actor)), 'en', 100);

const refusal = async (line: string, lab = commandLab(), actor = TEACHER) =>
  refused(await lab.ask(line, actor));

describe('/image save', () => {
  it('makes an image of a machine that is off, as the machine’s own is', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'off', TEACHER.id);
    expect(await lab.ask('/image save web1 Lesson3', TEACHER)).toMatchObject({ kind: 'started' });
    const job = lastJob(lab);
    expect(job).toMatchObject({ kind: 'image.save', vm: 'web1', stepNames: ['save'] });
    const { image, name } = job.input as SaveImageInput;
    expect(name).toBe('web1');
    expect(image).toMatchObject({
      id: 'lesson3',
      title: 'lesson3 (tiny)',
      kind: 'cloud',
      source: { kind: 'given' },
      defaults: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
      minMemoryMiB: 104,
      seedOnlyForKeys: true,
    });
  });

  it('makes a plain disk of what was installed from a disc', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'inst', 'off', TEACHER.id, 'debian-netinst', 'install');
    await lab.ask('/image save inst lesson4', TEACHER);
    expect((lastJob(lab).input as SaveImageInput).image).toMatchObject({
      kind: 'disk',
      login: { en: 'whatever its publisher says' },
    });
  });

  it('refuses a machine that is on, one without a disk, and a name that is taken', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'on', 'running', TEACHER.id);
    addMachine(lab.hypervisor, 'off1', 'off', TEACHER.id);
    addMachine(lab.hypervisor, 'live1', 'off', TEACHER.id, 'slitaz', 'live');
    expect(await refusal('/image save on lesson3', lab)).toMatchObject({
      code: 'wrong-state',
      hint: { en: 'Stop it: /vm stop on' },
    });
    expect(await refusal('/image save live1 lesson3', lab)).toMatchObject({ code: 'unsupported' });
    for (const name of ['tiny', 'coreos', 'slitaz']) {
      expect(await refusal(`/image save off1 ${name}`, lab)).toMatchObject({
        code: 'exists',
        option: 'name',
      });
    }
    expect(lab.starts).toEqual([]);
  });

  it('is not for students, not even with their own machines', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'off', TEACHER.id);
    expect(await refusal('/image save web1 mine', lab, ANA)).toMatchObject({ code: 'not-allowed' });
  });
});

describe('/image remove', () => {
  it('asks first, and says whether it can be fetched again', async () => {
    const lab = commandLab();
    addImage(lab.hypervisor, 'slitaz', { format: 'iso' });
    const answer = await lab.ask('/image remove slitaz', TEACHER);
    expect(answer.kind).toBe('asked');
    const { actions } = viewOf(answer);
    expect(actions).toMatchObject([{ command: '/image remove slitaz --yes', style: 'danger' }]);
    expect(plainText(viewOf(answer), 'en', 200)).toContain(
      '(43 MB) will be removed from the host. It can be downloaded',
    );
    expect(await shown(lab, '/image remove tiny')).toContain('It cannot be downloaded again');
    expect(lab.starts).toEqual([]);
    await lab.ask('/image remove slitaz --yes', TEACHER);
    expect(lastJob(lab)).toMatchObject({ kind: 'image.remove', vm: null, input: { id: 'slitaz' } });
  });

  it.each(['', ' --yes'])('names the machines that need it%s', async (yes) => {
    const lab = commandLab();
    for (const name of ['web1', 'web2']) addMachine(lab.hypervisor, name, 'off');
    expect(await refusal(`/image remove tiny${yes}`, lab)).toMatchObject({
      code: 'busy',
      text: { en: expect.stringContaining('web1, web2'), es: expect.stringContaining('web1, web2') },
    });
    expect(lab.starts).toEqual([]);
  });

  it('refuses what is not here, and whom it is not for', async () => {
    expect(await refusal('/image remove slitaz --yes')).toMatchObject({ code: 'not-found' });
    expect(await refusal('/image remove tiny --yes', commandLab(), ANA)).toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('/image prune', () => {
  const full = () => {
    const lab = commandLab();
    addImage(lab.hypervisor, 'slitaz', { format: 'iso' });
    addImage(lab.hypervisor, 'debian');
    addImage(lab.hypervisor, 'mine');
    addMachine(lab.hypervisor, 'd1', 'off', ANA.id, 'debian');
    lab.hypervisor.world.intakes.set('alpine', { bytes: Buffer.alloc(3), mark: '', isOpen: false });
    return lab;
  };

  it('asks first, and names what will go', async () => {
    const lab = full();
    const answer = await lab.ask('/image prune --unused', TEACHER);
    expect(answer.kind).toBe('asked');
    expect(viewOf(answer).actions).toMatchObject([{ command: '/image prune --unused --yes' }]);
    const text = plainText(viewOf(answer), 'en', 300);
    expect(text).toMatch(/unfinished downloads: alpine; images that no machine uses: slitaz\./);
    expect(lab.starts).toEqual([]);
  });

  it.each([
    ['--yes', []],
    // In use is debian; nobody could fetch mine and tiny again.
    ['--unused --yes', ['slitaz']],
  ])('%s removes these images: %j', async (given, unused) => {
    const lab = full();
    await lab.ask(`/image prune ${given}`, TEACHER);
    expect(lastJob(lab)).toMatchObject({ kind: 'image.prune', vm: null, input: { unused } });
  });
});

describe('/image verify', () => {
  it('reads what is here, and nothing else', async () => {
    const lab = commandLab();
    await lab.ask('/image verify tiny', TEACHER);
    expect(lastJob(lab)).toMatchObject({ kind: 'image.verify', vm: null, input: { id: 'tiny' } });
    expect(await refusal('/image verify slitaz', lab)).toMatchObject({
      code: 'not-found',
      text: { en: 'The image slitaz is not on this host.' },
    });
  });
});
