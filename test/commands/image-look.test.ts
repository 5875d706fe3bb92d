import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/view/plain.ts';
import { fetched } from './support/fetched.ts';
import { ANA, addImage, addMachine, type CommandLab, commandLab, TEACHER, viewOf } from './support/lab.ts';

const shown = async (lab: CommandLab, line: string, actor = TEACHER) =>
  plainText(viewOf(await lab.ask(line, actor)), 'en', 100);

describe('/image list', () => {
  it('says how much of an image has come that is not whole yet', async () => {
    const lab = commandLab();
    lab.hypervisor.world.intakes.set('slitaz', { bytes: Buffer.alloc(12e6), mark: '', isOpen: false });
    expect(await shown(lab, '/image list')).toMatch(/^slitaz +12 MB so far +512 MiB/m);
  });

  it('has what people added', async () => {
    const lab = commandLab();
    const { image } = await fetched('/image add https://example.org/lesson3.iso', lab);
    addImage(lab.hypervisor, 'lesson3', { format: 'iso', declared: image });
    expect(await shown(lab, '/image list')).toMatch(/^lesson3 +43 MB +512 MiB/m);
    expect(await shown(lab, '/image show LESSON3')).toContain('https://example.org/lesson3.iso');
  });
});

describe('/image show', () => {
  it('says what is known of an image and what nobody has verified', async () => {
    const answer = await commandLab().ask('/image show slitaz', ANA);
    expect(answer).toMatchObject({ data: { image: { id: 'slitaz', kind: 'live', present: false } } });
    const text = plainText(viewOf(answer), 'en', 100).replaceAll(/\s+/g, ' ');
    for (const word of [
      'slitaz: SliTaz',
      'a live disc; --disk adds an empty disk',
      '512 MiB of memory (160 MiB at least), no disk',
      'BIOS, ide, e1000',
      'root with the password root',
      'http://mirror.slitaz.org/iso/rolling/slitaz-rolling.iso',
      'MD5 from its publisher: detects a broken download, not a forged one',
      'Not verified: whether it starts with 160 MiB',
    ]) {
      expect(text).toContain(word);
    }
    expect(plainText(viewOf(answer), 'es', 100)).toContain('Sin verificar: que arranque con 160 MiB');
  });

  it('names boot words, other names, and that no address comes by itself', async () => {
    const text = await shown(commandLab(), '/image show netinst');
    for (const word of [
      'debian-netinst:',
      'console=ttyS0',
      'debian-installer, netinst',
      'does not ask for one by itself',
    ]) {
      expect(text).toContain(word);
    }
  });

  it('says where the bytes on the host came from, why they are believed, and who needs them', async () => {
    const lab = commandLab();
    const origin = {
      from: 'http://mirror.school/slitaz.iso',
      at: '2026-01-02T03:04:05.000Z',
      trust: 'first-use',
    } as const;
    addImage(lab.hypervisor, 'slitaz', { format: 'iso', origin });
    addMachine(lab.hypervisor, 'live1', 'off', ANA.id, 'slitaz', 'live');
    const text = (await shown(lab, '/image show slitaz')).replaceAll(/\s+/g, ' ');
    for (const word of [
      '43 MB, iso',
      'd'.repeat(64),
      '2026-01-02 03:04 UTC, http://mirror.school/slitaz.iso',
      'so this first download was trusted',
      'Used by live1',
    ]) {
      expect(text).toContain(word);
    }
  });

  it.each([
    ['a student, an image that can be fetched', ANA, false, ['/vm create slitaz']],
    ['a teacher, the same', TEACHER, false, ['/vm create slitaz', '/image pull slitaz']],
    ['a teacher, an image that is here', TEACHER, true, ['/vm create slitaz', '/image verify slitaz']],
  ] as const)('offers to %s, what he may do', async (_what, actor, isHere, commands) => {
    const lab = commandLab();
    if (isHere) addImage(lab.hypervisor, 'slitaz', { format: 'iso' });
    const { actions } = viewOf(await lab.ask('/image show slitaz', actor));
    expect(actions.map(({ command }) => command)).toEqual(commands);
  });

  it('offers no machine of an image that is not here and cannot be fetched', async () => {
    const lab = commandLab();
    lab.hypervisor.world.images.splice(0);
    expect(viewOf(await lab.ask('/image show tiny', TEACHER)).actions).toEqual([]);
  });
});
