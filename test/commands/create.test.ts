import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/command/answer.ts';
import type { CreateInput } from '../../src/vm/work/create.ts';
import { ADMIN, ANA, addMachine, BEN, commandLab, refused, TEACHER } from './support/lab.ts';

/** What a line asks to be made, as the store is told. */
async function asked(line: string, lab = commandLab(), actor = ADMIN) {
  expect(await lab.ask(line, actor)).toMatchObject({ kind: 'started' });
  return (lab.starts.at(-1)?.jobs ?? []).map(({ kind, vm, input, reservation }) => {
    const { plan, name } = input as CreateInput;
    expect(kind).toBe('vm.create');
    expect(name).toBe(vm);
    return { name, ...plan, reservation };
  });
}

const names = async (line: string, lab = commandLab()) => (await asked(line, lab)).map(({ name }) => name);

describe('/vm create', () => {
  it('asks for what the image says where nothing else is asked for', async () => {
    expect(await asked('/vm create tiny web1', commandLab(), ANA)).toEqual([
      {
        name: 'web1',
        owner: ANA.id,
        image: 'tiny',
        spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
        hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
        medium: 'disk',
        reservation: {
          owner: ANA.id,
          vm: 'web1',
          isNew: true,
          needsAddressSlot: true,
          vms: 1,
          runningVms: 1,
          cpus: 1,
          memoryMiB: 128,
          diskGiB: 1,
        },
      },
    ]);
  });

  it('asks for what was asked for, and reserves just that', async () => {
    const [machine] = await asked('/vm create TINY Web1 --cpus 2 --memory=1,5G --disk 10G');
    const spec = { cpus: 2, memoryMiB: 1536, diskGiB: 10 };
    expect(machine).toMatchObject({ name: 'web1', image: 'tiny', spec, reservation: spec });
  });

  it.each([
    ['/vm create tiny', ['tiny-1']],
    ['/vm create tiny --count 3', ['tiny-1', 'tiny-2', 'tiny-3']],
    ['/vm create tiny --count 1', ['tiny-1']],
    ['/vm create tiny class --count 2', ['class-1', 'class-2']],
    ['/vm create tiny class --count 1', ['class']],
    [
      '/vm create tiny abcdefghijklmnopqrstuvwxyz01234 --count 2',
      [1, 2].map((n) => `abcdefghijklmnopqrstuvwxyz012-${n}`),
    ],
  ])('names %s', async (line, expected) => {
    expect(await names(line)).toEqual(expected);
  });

  it('numbers on where machines, other people’s machines and machines to be have names', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'tiny-1');
    lab.hypervisor.world.foreign.set('tiny-2', { memoryMiB: 0 });
    expect(await names('/vm create tiny tiny-3', lab)).toEqual(['tiny-3']);
    expect(await names('/vm create tiny --count 2', lab)).toEqual(['tiny-4', 'tiny-5']);
  });

  it('makes a batch of many, with one message', async () => {
    const lab = commandLab();
    const answer = await lab.ask('/vm create tiny --count 10');
    const { jobId } = answer as Extract<Answer, { kind: 'started' }>;
    expect(await lab.store.jobs.get(jobId)).toMatchObject({ kind: 'batch', vm: null });
    expect(await lab.store.jobs.children(jobId)).toHaveLength(10);
  });

  it.each([
    ['a machine', (lab: ReturnType<typeof commandLab>) => addMachine(lab.hypervisor, 'web1', 'off', BEN.id)],
    [
      'a machine that is not labvm’s',
      (lab: ReturnType<typeof commandLab>) => void lab.hypervisor.world.foreign.set('web1', { memoryMiB: 0 }),
    ],
    ['a machine to be', (lab: ReturnType<typeof commandLab>) => lab.ask('/vm create tiny web1')],
  ])('refuses the name of %s', async (_what, prepare) => {
    const lab = commandLab();
    await prepare(lab);
    const error = refused(await lab.ask('/vm create tiny web1', ANA));
    expect(error).toMatchObject({ code: 'exists' });
    expect([error.text.en, error.text.es]).toEqual([
      expect.stringContaining('web1'),
      expect.stringContaining('web1'),
    ]);
  });

  it.each([
    ['--memory 103M', '103 MiB', '104M'],
    ['--memory 32', '32 MiB', '104M'],
  ])('refuses %s, and names what the image needs', async (option, is, least) => {
    const error = refused(await commandLab().ask(`/vm create tiny ${option}`));
    expect(error.code).toBe('bad-argument');
    for (const locale of ['en', 'es'] as const) {
      expect(error.text[locale]).toContain('--memory');
      expect(error.text[locale]).toContain(is);
      expect(error.hint?.[locale]).toContain(`--memory ${least}`);
    }
  });

  it('refuses a disk that the image does not fit on', async () => {
    const lab = commandLab();
    const [image] = lab.hypervisor.world.images.splice(0);
    if (image) lab.hypervisor.world.images.push({ ...image, virtualSizeBytes: 2 * 1024 ** 3 + 1 });
    const error = refused(await lab.ask('/vm create tiny'));
    expect(error).toMatchObject({ code: 'bad-argument', hint: { en: 'For example: --disk 3G' } });
    expect(await asked('/vm create tiny --disk 3G', lab)).toHaveLength(1);
  });

  it('says so where the image is known and not here', async () => {
    const lab = commandLab();
    lab.hypervisor.world.images.splice(0);
    const error = refused(await lab.ask('/vm create tiny'));
    expect(error).toMatchObject({ code: 'not-found', text: { en: 'The image tiny is not on this host.' } });
    expect(error.hint?.en).toContain('/host doctor');
  });

  it('asks nothing of the host that would change it', async () => {
    const lab = commandLab();
    await lab.ask('/vm create tiny --count 5');
    expect(new Set(lab.hypervisor.calls)).toEqual(new Set(['list', 'hosts', 'images', 'diskUse']));
  });
});

describe('limits', () => {
  it.each([
    ['machines', '/vm create tiny --count 5', 'This takes 5 machines; 0 of 4 are in use, so 4 would fit.'],
    [
      'running machines',
      '/vm create tiny --count 4',
      'This takes 4 running machines; 0 of 3 are in use, so 3 would fit.',
    ],
    [
      'CPUs',
      '/vm create tiny --cpus 5',
      'This takes 5 CPUs of running machines; 0 of 4 are in use, so 4 would fit.',
    ],
    [
      'memory',
      '/vm create tiny --memory 5G',
      'This takes 5120 MiB of memory of running machines; 0 of 4096 are in use, so 4096 would fit.',
    ],
    ['disk', '/vm create tiny --disk 61G', 'This takes 61 GiB of disk; 0 of 60 are in use, so 60 would fit.'],
  ])('of a student hold for %s', async (_what, line, sentence) => {
    const lab = commandLab();
    expect(refused(await lab.ask(line, ANA))).toMatchObject({ code: 'over-limit', text: { en: sentence } });
    expect(await lab.store.jobs.list({ limit: 10 })).toEqual([]);
  });

  it('count what somebody has and what is being made, and not what others have', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'hers', 'running', ANA.id);
    addMachine(lab.hypervisor, 'his', 'running', BEN.id);
    expect(await lab.ask('/vm create tiny', ANA)).toMatchObject({ kind: 'started' });
    const error = refused(await lab.ask('/vm create tiny --count 2', ANA));
    expect(error.text.en).toBe('This takes 2 running machines; 2 of 3 are in use, so 1 would fit.');
    expect(error.text.es).toContain('hay 2 de 3 en uso');
    expect(await lab.ask('/vm create tiny', ANA)).toMatchObject({ kind: 'started' });
  });

  it('are none for an administrator, and more for a teacher', async () => {
    expect(await asked('/vm create tiny --count 64')).toHaveLength(64);
    const lab = commandLab();
    expect(await lab.ask('/vm create tiny --count 30', TEACHER)).toMatchObject({ kind: 'started' });
  });

  it('of the host hold for everybody', async () => {
    const lab = commandLab();
    lab.hypervisor.world.host.memoryMiB = 2048;
    addMachine(lab.hypervisor, 'his', 'running', BEN.id);
    lab.hypervisor.world.foreign.set('other', { memoryMiB: 256 });
    lab.hypervisor.world.host.acceleration = 'kvm';
    // 2048, less a reserve of 1024, a machine of 128 with 64 for its emulator, and 256 that are not labvm's.
    const error = refused(await lab.ask('/vm create tiny --memory 513M'));
    expect(error).toMatchObject({
      code: 'no-capacity',
      hint: { en: expect.stringContaining('/host status') },
    });
    expect(error.text.en).toBe(
      'The host does not have that much left: this takes 577 MiB of memory, including what the host needs to run it, and it has 576 left. ' +
        'Of its 2048 MiB, 1664 are free now, 1024 are kept in reserve, and running machines may still take 448.',
    );
    expect(await lab.ask('/vm create tiny --memory 512M')).toMatchObject({ kind: 'started' });
    expect(refused(await lab.ask('/vm create tiny')).text.es).toContain('disponibles: 0');
  });

  it('of the disk count it as often as it may be promised', async () => {
    const lab = commandLab();
    // (100 - 10) * 2
    const error = refused(await lab.ask('/vm create tiny --disk 181G'));
    expect(error.text.en).toBe(
      'The host does not have that much left: this takes 181 GiB of disk, and it has 180 left. ' +
        'Its disk has 100 GiB free, 10 GiB are kept in reserve, and the disks of running machines may grow by 0 MiB.',
    );
    expect(await lab.ask('/vm create tiny --disk 180G')).toMatchObject({ kind: 'started' });
  });
});
