import { describe, expect, it } from 'vitest';
import type { Boots } from '../../src/image/boots.ts';
import { plainText } from '../../src/view/plain.ts';
import { create } from '../../src/vm/work/create.ts';
import { insertDisc } from '../../src/vm/work/disc.ts';
import { runStep, workBench } from '../src/vm/work/support/bench.ts';
import { troubleDoc } from '../support/trouble-doc.ts';
import { ANA, addImage, addMachine, commandLab, lastJob, refused, TEACHER, viewOf } from './support/lab.ts';

const BIOS_ONLY: Boots = { bios: true, uefi: false };
const UEFI_ONLY: Boots = { bios: false, uefi: true };
const NOTHING: Boots = { bios: false, uefi: false };

/** A lab that has an image of the catalogue, of which it is known what it starts with. */
function labWith(id: string, boots: Boots | undefined, format: 'iso' | 'qcow2' = 'iso') {
  const lab = commandLab();
  addImage(lab.hypervisor, id, { format, ...(boots ? { boots } : {}) });
  return lab;
}

describe('/vm create', () => {
  const plan = async (line: string, ...lab: Parameters<typeof labWith>) => {
    const made = labWith(...lab);
    expect(await made.ask(line, TEACHER)).toMatchObject({ kind: 'started' });
    return (lastJob(made).input as { plan: { hardware: object; spec: object } }).plan;
  };

  it('takes the firmware that works where nobody asked for one, with the hardware that belongs to it', async () => {
    expect(await plan('/vm create slitaz', 'slitaz', UEFI_ONLY)).toMatchObject({
      hardware: { firmware: 'uefi', diskBus: 'sata' },
    });
    expect(await plan('/vm create tinycore', 'tinycore', UEFI_ONLY)).toMatchObject({
      spec: { memoryMiB: 256 },
    });
  });

  it.each([
    ['both work', { bios: true, uefi: true }],
    ['nothing is known', undefined],
    ['only of the other one nothing is known', { bios: true, uefi: null }],
  ])('leaves the usual firmware where %s', async (_, boots) => {
    expect(await plan('/vm create slitaz', 'slitaz', boots)).toMatchObject({
      hardware: { firmware: 'bios' },
    });
  });

  it('refuses nothing of which nothing is known', async () => {
    expect(await plan('/vm create slitaz --firmware uefi', 'slitaz', undefined)).toMatchObject({
      hardware: { firmware: 'uefi' },
    });
  });

  it.each(['', ' --firmware uefi'])(
    'has no IDE for what starts with UEFI only, and says what works%s',
    async (asked) => {
      const made = labWith('slitaz', UEFI_ONLY);
      const error = refused(await made.ask(`/vm create slitaz --bus ide${asked}`, TEACHER));
      expect(error).toMatchObject({
        option: 'bus',
        text: {
          en: '--bus: a machine with UEFI has no IDE, and slitaz does not start with BIOS.',
          es: '--bus: una máquina con UEFI no tiene IDE, y slitaz no arranca con BIOS.',
        },
        hint: { en: 'Use --bus sata.', es: 'Ponga --bus sata.' },
      });
      expect(troubleDoc).toContain(error.text.en);
      expect(await made.ask('/vm create slitaz --bus sata', TEACHER)).toMatchObject({ kind: 'started' });
    },
  );

  it('says of what starts with BIOS only that UEFI is wrong, whatever the bus', async () => {
    const made = labWith('slitaz', BIOS_ONLY);
    const error = refused(await made.ask('/vm create slitaz --bus ide --firmware uefi', TEACHER));
    expect(error).toMatchObject({ option: 'firmware', hint: { en: 'Use --firmware bios.' } });
    expect(await made.ask('/vm create slitaz --bus ide', TEACHER)).toMatchObject({ kind: 'started' });
  });

  const refusals = [
    [
      'a disc for the other firmware',
      '/vm create slitaz --firmware uefi',
      labWith.bind(null, 'slitaz', BIOS_ONLY),
      {
        en: 'slitaz cannot start with UEFI: the disc has a boot entry for BIOS only.',
        es: 'slitaz no puede arrancar con UEFI: el disco óptico solo tiene entrada de arranque para BIOS.',
      },
      { en: 'Use --firmware bios.', es: 'Ponga --firmware bios.' },
    ],
    [
      'a disc with nothing to start',
      '/vm create slitaz',
      labWith.bind(null, 'slitaz', NOTHING),
      {
        en: 'slitaz cannot start: the disc has no boot entry, neither for BIOS nor for UEFI.',
        es: 'slitaz no puede arrancar: el disco óptico no tiene entrada de arranque, ni para BIOS ni para UEFI.',
      },
      {
        en: 'Use another image: /image list. To read its files, insert it into a machine’s drive: /cd insert',
        es: 'Use otra imagen: /image list. Para leer su contenido, métala en la unidad de una máquina: /cd insert',
      },
    ],
    [
      'a disk for the other firmware',
      '/vm create debian --firmware bios',
      labWith.bind(null, 'debian', UEFI_ONLY, 'qcow2'),
      {
        en: 'debian cannot start with BIOS: the disk has only an EFI system partition.',
        es: 'debian no puede arrancar con BIOS: el disco solo tiene una partición de sistema EFI.',
      },
      { en: 'Use --firmware uefi.', es: 'Ponga --firmware uefi.' },
    ],
    [
      'an empty disk',
      '/vm create debian',
      labWith.bind(null, 'debian', NOTHING, 'qcow2'),
      {
        en: 'debian cannot start: the disk has neither boot code for BIOS nor an EFI system partition.',
        es: 'debian no puede arrancar: el disco no tiene ni código de arranque para BIOS ni una partición de sistema EFI.',
      },
      { en: 'Use another image: /image list', es: 'Use otra imagen: /image list' },
    ],
    [
      'a disk that another firmware may start',
      '/vm create debian',
      labWith.bind(null, 'debian', { bios: false, uefi: null }, 'qcow2'),
      {
        en: 'debian cannot start with BIOS: the disk lacks boot code for BIOS.',
        es: 'debian no puede arrancar con BIOS: al disco le falta código de arranque para BIOS.',
      },
      {
        en: 'It may start with --firmware uefi. Other images: /image list',
        es: 'Quizá arranque con --firmware uefi. Otras imágenes: /image list',
      },
    ],
  ] as const;

  it.each(refusals)('refuses %s', async (_what, line, lab, text, hint) => {
    const made = lab();
    expect(refused(await made.ask(line, TEACHER))).toMatchObject({
      code: 'bad-argument',
      option: 'firmware',
      text,
      hint,
    });
    expect(made.starts).toEqual([]);
  });

  it('has those sentences in the manual', () => {
    for (const [, , , { en }] of refusals.slice(0, 4)) {
      const sentence = en.replace(/^slitaz/, 'mydisc').replace(/^debian/, 'mydisk');
      expect(troubleDoc).toContain(sentence);
    }
  });

  it('refuses an image that was fetched for it, as soon as it is seen', async () => {
    const bench = workBench();
    addImage(bench.hypervisor, 'slitaz', { format: 'iso', boots: UEFI_ONLY });
    const hardware = { firmware: 'bios', diskBus: 'ide', nicModel: 'e1000' } as const;
    const spec = { cpus: 1, memoryMiB: 512, diskGiB: 0 };
    const input = {
      name: 'web1',
      expectedBootSeconds: 1,
      plan: { owner: ANA.id, image: 'slitaz', spec, hardware, medium: 'live' as const },
    };
    await expect(runStep(create, 'image', input, bench)).rejects.toMatchObject({
      text: { en: 'slitaz cannot start with BIOS: the disc has a boot entry for UEFI only.' },
      hint: { en: 'Use --firmware uefi.' },
    });
  });
});

describe('a machine that would have to start from a disc', () => {
  /** A live machine without a disk, off, with a disc in its drive or none. */
  function driveLab(disc: string | null, boots: Boots) {
    const lab = labWith('slitaz', boots);
    addMachine(lab.hypervisor, 'web1', 'off', ANA.id, 'slitaz', 'live');
    lab.hypervisor.world.machine('web1').disc = disc;
    return lab;
  }

  it.each(['/vm start web1', '/vm restart web1'])('%s: refuses an empty drive', async (line) => {
    const lab = driveLab(null, BIOS_ONLY);
    const { text, hint } = refused(await lab.ask(line, ANA));
    expect(text).toEqual({
      en: 'web1 has nothing to start from: no disk, and no disc in its drive.',
      es: 'web1 no tiene desde dónde arrancar: ni disco duro ni disco óptico en su unidad.',
    });
    expect(hint).toEqual({
      en: 'Insert a disc: /cd insert web1. To see which there are: /image list',
      es: 'Meta un disco: /cd insert web1. Para ver cuáles hay: /image list',
    });
    expect(troubleDoc).toContain(text.en);
    expect(lab.starts).toEqual([]);
  });

  it.each(['/vm start web1', '/cd insert web1 slitaz'])(
    '%s: refuses a disc for the other firmware',
    async (line) => {
      const { text, hint } = refused(await driveLab('slitaz', UEFI_ONLY).ask(line, ANA));
      expect(text.en).toBe('slitaz cannot start with BIOS: the disc has a boot entry for UEFI only.');
      expect(hint).toEqual({
        en: 'web1 has BIOS. Create a machine for this disc: /vm create slitaz --firmware uefi. To use another disc: /cd insert web1',
        es: 'web1 tiene BIOS. Cree una máquina para este disco: /vm create slitaz --firmware uefi. Para usar otro disco: /cd insert web1',
      });
    },
  );

  it('refuses a disc that nothing starts', async () => {
    const { hint } = refused(await driveLab('slitaz', NOTHING).ask('/vm start web1', ANA));
    expect(hint?.en).toBe('Insert a bootable disc: /cd insert web1. To see which there are: /image list');
    expect(hint?.es).toBe('Meta un disco de arranque: /cd insert web1. Para ver cuáles hay: /image list');
  });

  it.each(['/vm start web1', '/cd insert web1 slitaz'])('%s: takes a disc that starts', async (line) => {
    expect(await driveLab('slitaz', BIOS_ONLY).ask(line, ANA)).toMatchObject({ kind: 'started' });
  });

  it('is not one that has a disk: a disc to read needs no boot entry', async () => {
    const lab = labWith('slitaz', NOTHING);
    addMachine(lab.hypervisor, 'web1', 'off', ANA.id, 'debian-netinst', 'install');
    expect(await lab.ask('/cd insert web1 slitaz', ANA)).toMatchObject({ kind: 'started' });
  });
});

it('a disc that can only be read is put in with a word about it', async () => {
  const bench = workBench();
  addImage(bench.hypervisor, 'slitaz', { format: 'iso', boots: UEFI_ONLY });
  addMachine(bench.hypervisor, 'live1', 'running', ANA.id, 'alpine', 'live');
  addMachine(bench.hypervisor, 'web1', 'running', ANA.id, 'tiny', 'install');
  const resultFor = async (name: string) => insertDisc.result?.({ name, image: 'slitaz' }, bench.tools);
  expect(await resultFor('live1')).toMatchObject({
    warning: {
      reason: { en: 'slitaz cannot start with BIOS: the disc has a boot entry for UEFI only.' },
      hint: {
        en: 'Its system can read the disc. To start from it: /vm create slitaz --firmware uefi',
        es: 'Su sistema puede leer el disco. Para arrancar desde él: /vm create slitaz --firmware uefi',
      },
    },
  });
  expect(await resultFor('web1')).not.toHaveProperty('warning');
});

it.each([
  [BIOS_ONLY, /Starts with +BIOS\n/],
  [{ bios: true, uefi: true }, /Starts with +BIOS, UEFI\n/],
  [{ bios: true, uefi: null }, /Starts with +BIOS; perhaps UEFI\n/],
  [NOTHING, /Starts with +nothing: it has no boot entry\n/],
])('/image show tells what it starts with: %j', async (boots, words) => {
  const answer = await labWith('slitaz', boots).ask('/image show slitaz', TEACHER);
  expect(plainText(viewOf(answer), 'en', 100)).toMatch(words);
});
