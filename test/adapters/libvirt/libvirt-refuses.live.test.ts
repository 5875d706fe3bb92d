import { once } from 'node:events';
import { chmod, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorRecord } from '../../../src/base/errors.ts';
import { PortError } from '../../../src/base/port-error.ts';
import { portErrorRecord } from '../../../src/job/failure.ts';
import type { Hypervisor } from '../../../src/vm/hypervisor.ts';
import type { Vm } from '../../../src/vm/vm.ts';
import { planOf } from '../../contract/hypervisor-lab.ts';
import { liveLab } from '../../contract/live-lab.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

/** What a real libvirt refuses, each brought about on the host, and what people read of it. No machine gets to boot. */

const lab = liveLab();
const hypervisor = lab.open();
let web1: Vm;
let disk: string;
let image: string;

beforeAll(async () => {
  web1 = await hypervisor.create(planOf('web1'));
  const xml = await lab.virsh('dumpxml', 'web1');
  [disk = '', image = ''] = [...xml.matchAll(/<source file='([^']+)'/g)].map(([, file]) => file ?? '');
});

afterAll(async () => {
  await hypervisor.remove(web1.ref);
  await hypervisor.close();
});

/** What people read of a refusal; a file is called `<file>` as in the manual. */
async function told(act: Promise<unknown>, file = ''): Promise<ErrorRecord> {
  const error = await act.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof PortError)) throw new Error('It was not refused.', { cause: error });
  const { hint, ...record } = portErrorRecord(error);
  const short = (words: string) => (file === '' ? words : words.replaceAll(file, '<file>'));
  return {
    ...record,
    text: { en: short(record.text.en), es: short(record.text.es) },
    ...(hint ? { hint: { en: short(hint.en), es: short(hint.es) } } : {}),
  };
}

describe('files', () => {
  test('an image that QEMU’s user may not read', async () => {
    await chmod(image, 0o000);
    const record = await told(hypervisor.start(web1.ref), image);
    await chmod(image, 0o644);
    expect(record.text).toEqual({
      en: "web1 cannot be started: QEMU's user is not allowed to open <file>.",
      es: 'No se puede arrancar web1: el usuario de QEMU no tiene permiso para abrir <file>.',
    });
    expect(record.hint?.en).toContain('chmod a+r <file>');
    expect(record.hint?.es).toContain('chmod a+r <file>');
    expect(record.evidence).toBe(
      `libvirt: "qemu-system-x86_64: Could not open '${image}': Permission denied"`,
    );
    expect(troubleDoc).toContain(record.text.en);
  });

  test.each(['image', 'disk'] as const)('a missing %s', async (which) => {
    const file = which === 'image' ? image : disk;
    await rename(file, `${file}.away`);
    const record = await told(hypervisor.start(web1.ref), file);
    await rename(`${file}.away`, file);
    expect(record.text).toEqual({
      en: 'web1 cannot be started: the file <file> is missing.',
      es: 'No se puede arrancar web1: falta el fichero <file>.',
    });
    expect(troubleDoc).toContain(record.text.en);
  });

  test('a disk that another program has open', async () => {
    const holder = execa('qemu-io', ['-f', 'qcow2', disk], { stdin: 'pipe', reject: false });
    // Its prompt comes when it has the file.
    await once(holder.stdout, 'data');
    const record = await told(hypervisor.start(web1.ref), disk);
    holder.kill();
    await holder;
    expect(record.text).toEqual({
      en: 'web1 cannot be started: another program is using its disk (<file>).',
      es: 'No se puede arrancar web1: otro programa está usando su disco (<file>).',
    });
    expect(record.hint?.en).toContain('fuser -v <file>');
    expect(troubleDoc).toContain(record.text.en);
  });

  test('a disk whose first bytes are another’s', async () => {
    const file = await open(disk, 'r+');
    await file.write(Buffer.from('oops'), 0, 4, 0);
    const record = await told(hypervisor.start(web1.ref));
    await file.write(Buffer.from('QFI\xfb', 'latin1'), 0, 4, 0);
    await file.close();
    expect(record.text).toEqual({
      en: 'web1 cannot be started: its disk, or the image it is based on, is damaged.',
      es: 'No se puede arrancar web1: su disco, o la imagen en que se basa, está dañado.',
    });
    expect(troubleDoc).toContain(record.text.en);
  });
});

describe('the host', () => {
  test('has less memory than the machine wants', async () => {
    const plan = planOf('web2', { spec: { cpus: 1, memoryMiB: 900_000, diskGiB: 1 } });
    const { ref } = await hypervisor.create(plan);
    const record = await told(hypervisor.start(ref));
    await hypervisor.remove(ref);
    expect(record).toMatchObject({
      code: 'no-capacity',
      text: {
        en: 'web2 cannot be started: the host does not have enough memory left.',
        es: 'No se puede arrancar web2: al anfitrión no le queda memoria suficiente.',
      },
    });
  });

  test('has a machine of that name, which is not labvm’s', async () => {
    await lab.define('web3');
    const record = await told(hypervisor.create(planOf('web3')));
    await lab.virsh('undefine', 'web3');
    expect(record).toEqual({
      code: 'exists',
      text: {
        en: "There is already a machine called web3 on this host, which is not labvm's.",
        es: 'Ya hay una máquina llamada web3 en este anfitrión, que no es de labvm.',
      },
      hint: { en: 'Choose another name.', es: 'Elija otro nombre.' },
    });
    expect(troubleDoc).toContain(record.text.en.replace('web3', 'web1'));
  });

  test('has the network switched off, without its bridge, or not at all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'labvm-network-'));
    const file = join(folder, 'network.xml');
    const ip = "<ip address='10.99.1.1' netmask='255.255.255.0'/>";
    await writeFile(file, `<network><name>labvm-off</name><bridge name='lvoff0'/>${ip}</network>`);
    await lab.virsh('net-define', file);
    const there = lab.open({ network: 'labvm-off' });
    const { ref } = await there.create(planOf('web4'));
    const off = await told(there.start(ref));
    await lab.virsh('net-start', 'labvm-off');
    await execa('ip', ['link', 'delete', 'lvoff0']);
    const cut = await told(there.start(ref));
    await lab.virsh('net-destroy', 'labvm-off');
    await lab.virsh('net-undefine', 'labvm-off');
    const gone = await told(there.start(ref));
    await there.remove(ref);
    await there.close();
    await rm(folder, { recursive: true });

    expect([off, cut, gone].map(({ text }) => text)).toEqual([
      {
        en: 'web4 cannot be started: the network labvm-off is switched off.',
        es: 'No se puede arrancar web4: la red labvm-off está desactivada.',
      },
      {
        en: 'web4 cannot be started: the bridge lvoff0 of its network is gone.',
        es: 'No se puede arrancar web4: ya no existe el puente lvoff0 de su red.',
      },
      {
        en: 'web4 cannot be started: the host has no network labvm-off.',
        es: 'No se puede arrancar web4: el anfitrión no tiene la red labvm-off.',
      },
    ]);
    expect(off.hint?.en).toContain('virsh net-start labvm-off');
    expect(cut.hint?.en).toContain('virsh net-destroy labvm-off, virsh net-start labvm-off');
    for (const { text } of [off, cut, gone]) {
      expect(troubleDoc).toContain(asInManual(text.en));
    }
  });

  test('has the storage pool switched off, or not at all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'labvm-pool-'));
    await lab.virsh('pool-define-as', 'labvm-off', 'dir', '--target', folder);
    const off = await told(using({ pool: 'labvm-off' }, (there) => there.images()));
    await lab.virsh('pool-undefine', 'labvm-off');
    const gone = await told(using({ pool: 'labvm-off' }, (there) => there.images()));
    await rm(folder, { recursive: true });
    expect([off, gone].map(({ text }) => text)).toEqual([
      {
        en: 'The images cannot be listed: the storage pool labvm-off is switched off.',
        es: 'No se pueden listar las imágenes: el almacén labvm-off está desactivado.',
      },
      {
        en: 'libvirt has no storage pool labvm-off, which holds all disks and images.',
        es: 'libvirt no tiene el almacén labvm-off, donde están todos los discos y las imágenes.',
      },
    ]);
    for (const { text } of [off, gone]) expect(troubleDoc).toContain(asInManual(text.en));
  });
});

describe('a daemon that stands still', () => {
  test('libvirt itself', async () => {
    const pid = Number(await readFile(process.env.LABVM_LAB_LIBVIRTD_PIDFILE ?? '', 'utf8'));
    const record = await whileStopped(pid, () =>
      told(using({ timeoutMs: { quick: 400 } }, (there) => there.list())),
    );
    expect(record).toEqual({
      code: 'host-unreachable',
      text: {
        en: 'The machines cannot be listed: libvirt is running but does not answer.',
        es: 'No se pueden listar las máquinas: libvirt está en marcha, pero no responde.',
      },
      hint: {
        en: 'An administrator can restart it; running machines keep running: systemctl restart libvirtd',
        es: 'Un administrador puede reiniciarlo; las máquinas en marcha siguen igual: systemctl restart libvirtd',
      },
    });
    expect(troubleDoc).toContain(record.text.en);
  });

  test('the one that libvirt waits for, which writes the logs of consoles', async () => {
    const { stdout } = await execa('pgrep', ['-x', 'virtlogd']);
    const record = await whileStopped(Number(stdout.split('\n')[0]), () =>
      told(using({ timeoutMs: { slow: 1000 } }, (there) => there.start(web1.ref))),
    );
    expect(record.code).toBe('host-unreachable');
    expect(record.text).toEqual({
      en: 'web1 cannot be started: libvirt accepted the order but has not answered since, so it may be done anyway.',
      es: 'No se puede arrancar web1: libvirt aceptó la orden, pero no ha vuelto a responder, así que puede que se haga igualmente.',
    });
    expect(record.hint?.en).toContain('systemctl restart virtlogd');
    expect(troubleDoc).toContain(record.text.en);
  });
});

async function using<T>(
  changes: Parameters<typeof lab.open>[0],
  act: (there: Hypervisor) => Promise<T>,
): Promise<T> {
  const there = lab.open(changes);
  try {
    return await act(there);
  } finally {
    await there.close();
  }
}

async function whileStopped<T>(pid: number, act: () => Promise<T>): Promise<T> {
  process.kill(pid, 'SIGSTOP');
  try {
    return await act();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

function asInManual(sentence: string): string {
  return sentence.replaceAll('labvm-off', 'labvm').replace('web4', 'web1').replace('lvoff0', 'labvm0');
}
