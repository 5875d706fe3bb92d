import { describe, expect, it } from 'vitest';
import type { CreateInput } from '../../src/vm/work/create.ts';
import { attached } from '../fakes/tools.ts';
import {
  ADMIN,
  ANA,
  addImage,
  commandLab,
  lastJob,
  PLACE,
  refused,
  TEACHER,
  TERMINAL,
} from './support/lab.ts';

describe('/vm create of another system', () => {
  const input = async (line: string, actor = TEACHER, lab = commandLab()) => {
    expect(await lab.ask(line, actor)).toMatchObject({ kind: 'started' });
    return lastJob(lab).input as CreateInput;
  };
  const refusal = async (line: string, actor = TEACHER, lab = commandLab()) =>
    refused(await lab.ask(line, actor));

  it('fetches first what is not on the host, and asks no more than it takes', async () => {
    const lab = commandLab();
    expect(await input('/vm create slitaz', ANA, lab)).toMatchObject({
      name: 'slitaz-1',
      firstBoot: null,
      plan: {
        image: 'slitaz',
        medium: 'live',
        spec: { cpus: 1, memoryMiB: 512, diskGiB: 0 },
        hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'e1000' },
      },
    });
    expect(lastJob(lab)).toMatchObject({
      stepNames: ['image', 'machine', 'start', 'address'],
      reservation: { diskGiB: 0 },
    });
    addImage(lab.hypervisor, 'slitaz', { format: 'iso' });
    await input('/vm create slitaz', ANA, lab);
    expect(lastJob(lab).stepNames).toEqual(['machine', 'start', 'address']);
  });

  it.each([
    ['/vm create debian-netinst', ['image', 'machine', 'start']],
    ['/vm create tiny --nic none', ['machine', 'start']],
  ])('%s waits for no address that nobody asks for', async (line, stepNames) => {
    const lab = commandLab();
    await input(line, TEACHER, lab);
    expect(lastJob(lab).stepNames).toEqual(stepNames);
  });

  it.each([
    ['coreos', 'fedora-coreos', 'ignition', false],
    ['FCOS', 'fedora-coreos', 'ignition', false],
    ['trixie', 'debian', 'nocloud', false],
    ['tiny', 'tiny', 'nocloud', true],
  ])('%s is %s, which reads %s at its first start', async (name, image, kind, onlyForKeys) => {
    expect(await input(`/vm create ${name}`)).toMatchObject({
      plan: { image, medium: 'disk' },
      firstBoot: { kind, onlyForKeys, userData: null },
    });
  });

  it('lets an installation have a disk of any size, and a live system one or none', async () => {
    expect((await input('/vm create debian-netinst --disk 20G')).plan).toMatchObject({
      medium: 'install',
      spec: { diskGiB: 20 },
    });
    expect((await input('/vm create slitaz --disk 4G')).plan.spec.diskGiB).toBe(4);
    expect(await refusal('/vm create debian-netinst --disk 0')).toMatchObject({
      code: 'bad-argument',
      option: 'disk',
      hint: { en: 'For example: --disk 1G' },
    });
  });

  it('lets the difference between hardware be seen', async () => {
    const { plan } = await input('/vm create tiny --bus ide --nic rtl8139');
    expect(plan.hardware).toEqual({ firmware: 'bios', diskBus: 'ide', nicModel: 'rtl8139' });
    expect((await input('/vm create slitaz --firmware uefi')).plan.hardware.diskBus).toBe('sata');
  });

  it.each(['tiny --bus ide --firmware uefi', 'slitaz --firmware uefi --bus ide'])(
    'refuses IDE under UEFI: %s',
    async (given) => {
      expect(await refusal(`/vm create ${given}`)).toMatchObject({
        code: 'bad-argument',
        option: 'bus',
        hint: { en: 'Use --bus sata, or --firmware bios.' },
      });
    },
  );

  it('gives UEFI the memory that it needs', async () => {
    expect((await input('/vm create tiny --firmware uefi')).plan.spec.memoryMiB).toBe(256);
    expect((await input('/vm create tiny --firmware uefi --memory 160M')).plan.spec.memoryMiB).toBe(160);
    expect(await refusal('/vm create tiny --firmware uefi --memory 128M')).toMatchObject({
      option: 'memory',
      hint: { en: 'For example: --memory 160M' },
    });
  });

  it.each(['scsi', 'VIRTIO-blk', ''])('refuses the bus %j, and names those there are', async (bus) => {
    const error = await refusal(`/vm create tiny --bus "${bus}"`);
    expect(['bad-argument', 'missing-argument']).toContain(error.code);
    expect(`${error.text.en} ${error.hint?.en}`).toContain('virtio');
  });
});

describe('--user-data', () => {
  const LINE = '/vm create tiny web1 --user-data "packages: [htop]"';

  it('of a teacher is kept with the job', async () => {
    const lab = commandLab();
    expect(await lab.ask(LINE, TEACHER)).toMatchObject({ kind: 'started' });
    expect(lastJob(lab).input).toMatchObject({
      firstBoot: { kind: 'nocloud', userData: 'packages: [htop]' },
    });
  });

  it.each([
    ['quoted', '--user-data "packages:\n  - htop\n"'],
    ['tied', '--user-data="packages:\n  - htop\n"'],
    ['with a long dash', '—user-data=“packages:\r\n  - htop\n”'],
  ])('keeps its lines: %s', async (_how, given) => {
    const lab = commandLab();
    expect(await lab.ask(`/vm create tiny ${given} --cpus 2`, TEACHER)).toMatchObject({ kind: 'started' });
    expect(lastJob(lab).input).toMatchObject({
      plan: { spec: { cpus: 2 } },
      firstBoot: { userData: 'packages:\n  - htop\n' },
    });
  });

  it('is refused to a student', async () => {
    const lab = commandLab();
    expect(refused(await lab.ask(LINE, ANA))).toMatchObject({ code: 'not-allowed', option: 'user-data' });
    expect(lab.starts).toEqual([]);
  });

  it.each(['slitaz', 'coreos', 'debian-netinst'])(
    'is refused for %s, which would not read it',
    async (image) => {
      const error = refused(await commandLab().ask(`/vm create ${image} --user-data "a: b"`, TEACHER));
      expect(error).toMatchObject({ code: 'bad-argument', option: 'user-data' });
    },
  );

  it.each([
    ['in a chat', PLACE, TEACHER],
    ['in a chat, not even for whoever could at the terminal', PLACE, ADMIN],
    ['at a terminal that opens nothing', TERMINAL, ADMIN],
  ])('is no file of the host, %s', async (_what, place, actor) => {
    const lab = commandLab({ place });
    const error = refused(await lab.ask('/vm create tiny --user-data /srv/lesson.yaml', actor));
    expect(error).toMatchObject({ code: 'bad-argument', option: 'user-data' });
    expect(error.text.en).toMatch(/read only in its own terminal/);
    expect(lab.starts).toEqual([]);
  });

  it('is what a file holds that came with it, and nothing of it is kept', async () => {
    const lab = commandLab({
      openFile: (word) => (word === './seed.yaml' ? attached('seed.yaml', 'a: "xyzzy"') : null),
    });
    await lab.ask('/vm create tiny --user-data @./seed.yaml', TEACHER);
    expect(lastJob(lab).input).toMatchObject({ firstBoot: { userData: 'a: "xyzzy"' } });
    expect(JSON.stringify(lab.entries)).not.toMatch(/xyzzy|seed/);
  });

  it('is refused unread where the chat says that it is too large', async () => {
    const file = attached('seed.yaml', 'x'.repeat(200_000));
    const lab = commandLab({ openFile: () => ({ ...file, read: () => Promise.reject(new Error('read')) }) });
    const error = refused(await lab.ask('/vm create tiny --user-data attachment:1', TEACHER));
    expect(error.text.en).toBe('seed.yaml has more than 131074 bytes.');
  });
});
