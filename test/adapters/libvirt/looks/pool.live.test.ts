import { chmod, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METADATA_NAMESPACE } from '../../../../adapters/libvirt/machine/metadata.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { createDoctor } from '../../../../src/host/examine.ts';
import type { VmRef } from '../../../../src/vm/vm.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { PATIENCE_MS } from '../../../support/patience.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';
import { expectTold, lab, openBed, POOL, words } from './support/bed.ts';

/* What goes wrong with the pool, with what is in it and with libvirt itself, and what doctor says of it. */

const bed = openBed();
const { look, one, machines } = bed;
afterAll(bed.close);

const hypervisor = lab.open();
let web1: VmRef;
beforeAll(async () => {
  web1 = (await hypervisor.create(planOf('web1'))).ref;
});
afterAll(async () => {
  await hypervisor.remove(web1);
  await hypervisor.close();
});

describe('the pool', () => {
  const looked = [
    ['root', undefined],
    ['somebody else', { isRoot: false }],
  ] as const;

  it.each(looked)('is reached by QEMU’s user (seen by %s)', async (_who, changes) => {
    expect(words(await one('pool', changes))).toMatchObject({
      state: 'good',
      en: `${POOL}, which QEMU’s user libvirt-qemu can open`,
    });
  });

  it.each(looked)('is closed to them by its folder’s mode (seen by %s)', async (_who, changes) => {
    await chmod(POOL, 0o700);
    try {
      const closed = await one('pool', changes);
      expectTold(closed, /who cannot open/, /que no puede entrar en/, /chmod o\+x/);
    } finally {
      await chmod(POOL, 0o711);
    }
  });

  it('is switched off', async () => {
    await lab.virsh('pool-destroy', 'labvm');
    try {
      expectTold(
        await one('pool'),
        /pool labvm is switched off/,
        /almacén labvm está desactivado/,
        /scripts\/setup\.sh/,
      );
      expect(await look('machine-files')).toEqual([]);
    } finally {
      await lab.virsh('pool-start', 'labvm');
    }
    expect(words(await one('pool', { pool: 'labvm-none' })).en).toBe(
      'libvirt has no storage pool labvm-none',
    );
  });

  const filesOf = async () => {
    const machine = (await machines()).find(({ domain }) => domain.name === 'web1');
    const files = machine?.definition.files ?? [];
    const disk = files.find((file) => basename(file).startsWith('vm-') && file.endsWith('.qcow2'));
    const image = files.find((file) => basename(file).startsWith('image-'));
    if (!disk || !image) throw new Error(`web1 has ${files.join(' ')}`);
    return { disk, image };
  };

  it.each(looked)('has every file that its machines need (seen by %s)', async (_who, changes) => {
    expect(words(await one('machine-files', changes))).toMatchObject({
      state: 'good',
      en: expect.stringMatching(/are there/),
    });
  });

  it.each(looked)(
    'lacks a machine’s disk, or one that nobody may read, or that is no disk (seen by %s)',
    async (_who, changes) => {
      const { disk } = await filesOf();
      await rename(disk, `${disk}.away`);
      try {
        expectTold(
          await one('machine-files', changes),
          /^web1 cannot start: its file .* is gone$/,
          /^web1 no puede arrancar: falta su fichero/,
          /backup|copia/,
        );
      } finally {
        await rename(`${disk}.away`, disk);
      }
      const { mode } = await stat(disk);
      await chmod(disk, 0);
      try {
        expectTold(
          await one('machine-files', changes),
          /^web1 cannot start: QEMU is not allowed to read its file/,
          /^web1 no puede arrancar: QEMU no tiene permiso para leer/,
          /chmod u\+rw/,
        );
      } finally {
        await chmod(disk, mode & 0o777);
      }
      const whole = await readFile(disk);
      await writeFile(disk, Buffer.alloc(whole.length));
      try {
        expectTold(
          await one('machine-files', changes),
          /^web1 cannot start: its file .* is no longer a disk$/,
          /^web1 no puede arrancar: su fichero .* ya no es un disco/,
          /backup|copia/,
        );
      } finally {
        await writeFile(disk, whole);
      }
    },
  );

  it('has an image that was cut off, which every machine on it is named with', async () => {
    const { image } = await filesOf();
    const whole = await readFile(image);
    await truncate(image, 1_000_000);
    try {
      const cut = await one('machine-files');
      expect(words(cut).en).toMatch(/web1 cannot start: its file .* is incomplete/);
      expect(words(cut).es).toMatch(/web1 no puede arrancar: su fichero .* está incompleto/);
      expect(troubleDoc).toContain('web1 cannot start: its file … is incomplete');
      // Of two machines, to somebody who may see neither.
      expect(cut.seenBy?.(() => false).detail).toEqual({
        en: '2 files of other people’s machines are missing or unusable',
        es: '2 ficheros de máquinas de otras personas faltan o están inservibles',
      });
    } finally {
      await writeFile(image, whole);
    }
  });
});

describe('a machine that another tool changed', () => {
  const mark = (...rest: readonly string[]) =>
    lab.virsh('metadata', 'web1', '--uri', METADATA_NAMESPACE, '--config', ...rest);

  it('is none of labvm’s without its metadata, and told of', async () => {
    const whole = await mark();
    expect(await look('metadata')).toEqual([]);
    await mark('--key', 'labvm', '--set', '<machine owner=""/>');
    try {
      expectTold(
        await one('metadata'),
        /no longer knows who owns them, so it leaves them alone: web1$/,
        /ya no sabe de quién son, así que no las toca: web1$/,
        /virsh edit/,
        'warning',
      );
    } finally {
      await mark('--key', 'labvm', '--set', whole);
    }
    expect(await look('metadata')).toEqual([]);
  });

  it('is not found by a name that is none in DNS', async () => {
    expect(await look('names')).toEqual([]);
    await lab.virsh('domrename', 'web1', 'Web_1');
    try {
      expectTold(
        await one('names'),
        /^not found by name: Web_1 \(DNS accepts/,
        /^no se encuentran por su nombre: Web_1 \(el DNS/,
        /virsh domrename/,
        'warning',
      );
    } finally {
      await lab.virsh('domrename', 'Web_1', 'web1');
    }
  });
});

describe('libvirt', () => {
  const whole = lab.open();
  afterAll(() => whole.close());
  const doctor = createDoctor({
    hypervisor: whole,
    catalogue: { all: async () => [] },
    own: [],
    further: whole.looks,
    log: silentLog,
  });

  it('that is switched off is the one thing that is told', async () => {
    await lab.withoutDaemon(async () => {
      const { checks } = await doctor();
      expect(checks.map(({ name }) => name)).toEqual(['hypervisor']);
      expect(checks.map(words)[0]).toMatchObject({
        state: 'bad',
        en: expect.stringMatching(/^libvirt is not running \(system: "connect (ECONNREFUSED|ENOENT)/),
        es: expect.stringMatching(/^libvirt no está en marcha \(system: "connect /),
        remedy: [expect.stringMatching(/bash scripts\/setup\.sh/), expect.stringMatching(/siguen/)],
      });
    });
    await expect
      .poll(
        () =>
          one('network')
            .then(({ state }) => state)
            .catch(String),
        { timeout: PATIENCE_MS },
      )
      .toBe('good');
  });

  it('that hangs is told in time', async () => {
    const pid = Number(await readFile(process.env.LABVM_LAB_LIBVIRTD_PIDFILE ?? '', 'utf8'));
    process.kill(pid, 'SIGSTOP');
    try {
      const { checks } = await doctor();
      expect(checks).toMatchObject([
        {
          name: 'hypervisor',
          state: 'bad',
          detail: { en: expect.stringMatching(/^hangs/), es: expect.stringMatching(/bloqueado/) },
        },
      ]);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
