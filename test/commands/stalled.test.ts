import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/base/text.ts';
import type { Job } from '../../src/job/job.ts';
import { plainText } from '../../src/view/plain.ts';
import type { Stall } from '../../src/vm/vm.ts';
import { job } from '../src/command/support/recording-room.ts';
import { troubleDoc } from '../support/trouble-doc.ts';
import { ADMIN, ANA, addMachine, commandLab, lastJob, refused, viewOf } from './support/lab.ts';

/** A lab in which the host has paused web1. */
function stalledLab(stall: Stall = 'disk-full') {
  const lab = commandLab();
  addMachine(lab.hypervisor, 'web1');
  lab.hypervisor.world.stall('web1', stall);
  return lab;
}

/** What is read in both languages. */
const words = async (lab: ReturnType<typeof commandLab>, line: string) => {
  const view = viewOf(await lab.ask(line, ADMIN));
  return Object.fromEntries(LOCALES.map((locale) => [locale, plainText(view, locale, 1000)]));
};

describe('a machine that its host has paused', () => {
  it('says so on its card, with what lets it go on', async () => {
    const card = await words(stalledLab(), '/vm show web1');
    expect(card.en).toMatch(/^State +paused: the host's disk is full$/m);
    expect(card.en).toMatch(
      /^Nothing is lost\. Make room \(\/vm delete, \/image prune\), then: \/vm resume web1$/m,
    );
    expect(card.es).toMatch(/^Estado +en pausa: el disco del anfitrión está lleno$/m);
    expect(card.es).toMatch(/^No se ha perdido nada\. Libere espacio .* después: \/vm resume web1$/m);
  });

  it('says so in the list, in few words', async () => {
    const list = await words(stalledLab(), '/vm list');
    expect(list.en).toMatch(/^web1 +paused: disk full /m);
    expect(list.es).toMatch(/^web1 +en pausa: disco lleno /m);
    const broken = await words(stalledLab('disk-error'), '/vm list');
    expect(broken.en).toMatch(/^web1 +paused: disk errors /m);
    expect(broken.es).toMatch(/^web1 +en pausa: errores de disco /m);
  });

  it('says so to programs', async () => {
    expect(await stalledLab().ask('/vm show web1')).toMatchObject({
      data: { vm: { power: 'paused', stall: 'disk-full' } },
    });
  });

  it('is told apart from one that somebody paused', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'paused');
    const answer = await lab.ask('/vm show web1');
    expect(answer.kind === 'said' && answer.data.vm).not.toHaveProperty('stall');
    expect((await words(lab, '/vm show web1')).en).toMatch(/^State +paused$/m);
  });

  it('is not resumed while the disk is still full', async () => {
    const lab = stalledLab();
    lab.hypervisor.world.host.freeDiskGiB = 12 / 1024;
    const { code, text, hint } = refused(await lab.ask('/vm resume web1'));
    expect(code).toBe('no-capacity');
    expect(text).toEqual({
      en: "web1 is paused: the host's disk is full. The disk has 12 MiB free, and a machine needs 100 MiB to continue.",
      es: 'web1 está en pausa: el disco del anfitrión está lleno. El disco tiene 12 MiB libres, y una máquina necesita 100 MiB para continuar.',
    });
    expect(hint?.en).toContain('/vm resume web1');
    expect(troubleDoc).toContain(text.en);
    expect(lab.starts).toEqual([]);
  });

  it.each([
    ['where there is room again', 'disk-full', 100 / 1024],
    ['whatever room there is, where its disk gave errors', 'disk-error', 0],
  ] as const)('is resumed %s', async (_where, stall, freeDiskGiB) => {
    const lab = stalledLab(stall);
    lab.hypervisor.world.host.freeDiskGiB = freeDiskGiB;
    expect(await lab.ask('/vm resume web1')).toMatchObject({ kind: 'started' });
    expect(lastJob(lab)).toMatchObject({ kind: 'vm.resume', input: { name: 'web1', pausedSince: null } });
  });

  it('cannot be started, which would not help', async () => {
    expect(refused(await stalledLab().ask('/vm start web1')).text).toEqual({
      en: "web1 is paused: the host's disk is full; it continues where it was paused.",
      es: 'web1 está en pausa: el disco del anfitrión está lleno; continúa desde donde se detuvo.',
    });
  });
});

describe('since when a machine is paused', () => {
  /** What is asked of a paused machine whose last jobs were these. */
  async function pausedAfter(...last: readonly Partial<Job>[]) {
    const jobs = last.map((more) => job({ vm: 'web1', state: 'done', ...more }));
    const ports = { jobs: { ...commandLab().store.jobs, ofVm: async () => jobs } };
    const lab = commandLab({ ports });
    addMachine(lab.hypervisor, 'web1', 'paused');
    await lab.ask('/vm resume web1');
    return lastJob(lab).input;
  }

  const finishedAt = new Date('2026-05-05T10:00:00Z');

  it('is known by the pause that was asked of labvm', async () => {
    const pausedSince = finishedAt.toISOString();
    expect(await pausedAfter({ kind: 'vm.pause', finishedAt })).toMatchObject({ pausedSince });
  });

  it.each([
    ['none was asked', []],
    ['it was for nothing', [{ kind: 'vm.pause', state: 'failed', finishedAt }]],
    [
      'something else was asked since',
      [
        { kind: 'vm.pause', finishedAt },
        { kind: 'vm.resume', finishedAt },
      ],
    ],
  ] as const)('is not known where %s', async (_where, last) => {
    expect(await pausedAfter(...last)).toMatchObject({ pausedSince: null });
  });
});

describe('a start that could fill the host’s disk under the machines that run', () => {
  it('is refused with the figures, and let go where what runs holds its disk already', async () => {
    const lab = commandLab();
    for (const name of ['web1', 'web2', 'web3'])
      addMachine(lab.hypervisor, name, name === 'web3' ? 'off' : 'running');
    // Beyond the reserve of 10 there is 1 GiB, promised twice: for the growth of two machines, and not of three.
    lab.hypervisor.world.host.freeDiskGiB = 11;
    const { code, text } = refused(await lab.ask('/vm start web3', ANA));
    expect(code).toBe('no-capacity');
    expect(text).toEqual({
      en: 'The host does not have that much left: this takes 1 GiB of disk, and it has 0 left. Its disk has 11 GiB free, 10 GiB are kept in reserve, and the disks of running machines may grow by 2 GiB.',
      es: 'Al anfitrión no le queda tanto: esto requiere 1 GiB de disco; disponibles: 0. Su disco tiene 11 GiB libres, 10 GiB quedan en reserva y los discos de las máquinas en marcha pueden crecer 2 GiB más.',
    });
    for (const { ref } of lab.hypervisor.world.machines.values()) lab.hypervisor.world.diskUse.set(ref, 0.5);
    expect(await lab.ask('/vm start web3', ANA)).toMatchObject({ kind: 'started' });
  });

  it('is refused below the reserve, and a machine that runs may be restarted all the same', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'off');
    addMachine(lab.hypervisor, 'web2');
    lab.hypervisor.world.host.freeDiskGiB = 9;
    expect(refused(await lab.ask('/vm start web1')).code).toBe('no-capacity');
    expect(refused(await lab.ask('/vm create tiny')).code).toBe('no-capacity');
    expect(await lab.ask('/vm restart web2')).toMatchObject({ kind: 'started' });
  });

  it('counts what unfinished jobs will let grow', async () => {
    const lab = commandLab();
    for (const name of ['web1', 'web2', 'web3']) addMachine(lab.hypervisor, name, 'off');
    // 1 GiB beyond the reserve, promised twice.
    lab.hypervisor.world.host.freeDiskGiB = 11;
    expect(await lab.ask('/vm start web1')).toMatchObject({ kind: 'started' });
    expect(await lab.ask('/vm start web2')).toMatchObject({ kind: 'started' });
    expect(refused(await lab.ask('/vm start web3')).text.en).toMatch(
      /takes 1 GiB of disk, and it has 0 left/,
    );
  });

  it('is refused where other programs hold the memory that it takes', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'off');
    lab.hypervisor.world.host.freeMemoryMiB = 1100;
    const { text } = refused(await lab.ask('/vm start web1'));
    expect(text.en).toMatch(
      /this takes 232 MiB of memory.* and it has 76 left\. Of its 16384 MiB, 1100 are free now/,
    );
  });
});
