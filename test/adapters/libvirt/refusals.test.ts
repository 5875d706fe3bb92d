import { expect, test } from 'vitest';
import { translate } from '../../../adapters/libvirt/errors.ts';
import { ConnectionLost, DeadlineExceeded, LibvirtError } from '../../../adapters/libvirt/rpc/index.ts';
import { PortError } from '../../../src/base/port-error.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

/**
 * The words of libvirt 9.0 and QEMU 7.2 for what goes wrong, read off their programs or met; those that can be brought
 * about are in libvirt-refuses.live.test.ts.
 */

const LIST = { en: 'The machines cannot be listed', es: 'No se pueden listar las máquinas' };
const START = { en: 'web1 cannot be started', es: 'No se puede arrancar web1' };
const PAUSE = { en: 'web1 cannot be paused', es: 'No se puede poner en pausa web1' };
const FILE = '/var/lib/libvirt/images/labvm/vm-1.qcow2';
const [INTERNAL, FAILED, SYSTEM, TIMEOUT, UNSUPPORTED, BUSY] = [1, 9, 38, 68, 67, 87];

function refusal(error: unknown, what = START, changes = true): PortError {
  const told = translate(error, { what, changes });
  if (told instanceof PortError) return told;
  throw new Error('It is no refusal.', { cause: told });
}

const said = (code: number, message: string) =>
  new LibvirtError({ code, domain: 10, message, procedure: 'domainCreateWithFlags' });
const qemuSaid = (words: string) =>
  said(
    INTERNAL,
    `internal error: process exited while connecting to monitor: 2026-11-27T19:23:23.279730Z qemu-system-x86_64: ${words}`,
  );

test.each([
  [
    qemuSaid(`-blockdev {"filename":"${FILE}"}: Could not open '${FILE}': Permission denied`),
    "QEMU's user is not allowed to open <file>",
    'el usuario de QEMU no tiene permiso para abrir <file>',
  ],
  [
    said(SYSTEM, `Cannot access storage file '${FILE}' (as uid:64055, gid:64055): Permission denied`),
    "QEMU's user is not allowed to open <file>",
    'el usuario de QEMU no tiene permiso para abrir <file>',
  ],
  [
    said(
      SYSTEM,
      `Cannot access backing file '${FILE}' of storage file '/x' (as uid:1, gid:1): No such file or directory`,
    ),
    'the file <file> is missing',
    'falta el fichero <file>',
  ],
  [
    said(SYSTEM, `unable to stat: ${FILE}: No such file or directory`),
    'the file <file> is missing',
    'falta el fichero <file>',
  ],
  [
    qemuSaid(
      `-blockdev {"driver":"qcow2"}: Failed to get "write" lock\nIs another process using the image [${FILE}]?`,
    ),
    'another program is using its disk (<file>)',
    'otro programa está usando su disco (<file>)',
  ],
  [
    said(BUSY, `resource busy: Lockspace resource '${FILE}' is locked`),
    'another machine has locked its disk (<file>)',
    'otra máquina tiene bloqueado su disco (<file>)',
  ],
  [
    qemuSaid('-blockdev {"driver":"qcow2"}: Image is not in qcow2 format'),
    'its disk, or the image it is based on, is damaged',
    'su disco, o la imagen en que se basa, está dañado',
  ],
  [
    said(
      SYSTEM,
      "unable to set AppArmor profile 'libvirt-1' for '/usr/bin/qemu-system-x86_64': No such file or directory",
    ),
    'AppArmor does not let libvirt start its QEMU',
    'AppArmor no permite que libvirt arranque su QEMU',
  ],
  [
    said(INTERNAL, "internal error: cannot load AppArmor profile 'libvirt-1'"),
    'AppArmor does not let libvirt start its QEMU',
    'AppArmor no permite que libvirt arranque su QEMU',
  ],
  [
    said(
      SYSTEM,
      "unable to set SELinux security context 'system_u:object_r:svirt_image_t:s0' for '/x': Permission denied",
    ),
    'SELinux does not let libvirt start its QEMU',
    'SELinux no permite que libvirt arranque su QEMU',
  ],
  [
    said(SYSTEM, 'Unable to create tap device labtap7: Device or resource busy'),
    'another machine or program is using its network device labtap7',
    'otra máquina u otro programa está usando su dispositivo de red labtap7',
  ],
  [
    qemuSaid('Could not open: No space left on device'),
    "the host's disk is full",
    'el disco del anfitrión está lleno',
  ],
  [
    qemuSaid('Could not access KVM kernel module: Permission denied'),
    "QEMU's user is not allowed to use KVM",
    'el usuario de QEMU no tiene permiso para usar KVM',
  ],
  [
    said(UNSUPPORTED, "unsupported configuration: Emulator '/usr/bin/qemu' does not support virt type 'kvm'"),
    'it was created for KVM, which this host no longer has',
    'se creó para KVM, que este anfitrión ya no tiene',
  ],
  [
    said(
      UNSUPPORTED,
      "unsupported configuration: Emulator '/usr/bin/qemu' does not support machine type 'pc-i440fx-99'",
    ),
    "this host's QEMU has no machine of the type pc-i440fx-99",
    'el QEMU de este anfitrión no tiene máquinas del tipo pc-i440fx-99',
  ],
  [
    said(FAILED, "operation failed: Unable to find any firmware to satisfy 'efi'"),
    'this host has no UEFI firmware',
    'este anfitrión no tiene firmware UEFI',
  ],
  [
    said(SYSTEM, "Failed to connect socket to '/var/run/libvirt/virtlogd-sock': Connection refused"),
    'virtlogd, which libvirt needs, is not running',
    'virtlogd, que libvirt necesita, no está en marcha',
  ],
  [
    qemuSaid('-accel wonder: invalid accelerator wonder'),
    'its QEMU exited at once',
    'su QEMU terminó enseguida',
  ],
])('a refusal of many is known: %#', (error, en, es) => {
  const { text, hint, evidence } = refusal(error);
  const short = (words: string) => words.replaceAll(FILE, '<file>');
  expect(short(text.en)).toBe(`web1 cannot be started: ${en}.`);
  expect(short(text.es)).toBe(`No se puede arrancar web1: ${es}.`);
  expect(hint?.en).toMatch(/\w/);
  expect(hint?.es).not.toBe(hint?.en);
  expect(evidence).toMatch(/^libvirt: "/);
  expect(troubleDoc).toContain(short(text.en));
});

test.each([
  [
    said(FAILED, "operation failed: domain 'web1' already exists with uuid 1-2-3"),
    'exists',
    'there is already a machine called web1 on this host',
  ],
  [
    said(FAILED, "operation failed: domain 'theirs' is already defined with uuid 1-2-3"),
    'exists',
    'the machine theirs on this host has the same UUID',
  ],
  [
    said(
      UNSUPPORTED,
      "unsupported configuration: CPU mode 'host-passthrough' for x86_64 kvm domain on x86_64 host is not supported by hypervisor",
    ),
    'unsupported',
    "this host's processor lacks a feature that the machine needs",
  ],
  [
    said(INTERNAL, "internal error: Unable to find an unused port in range 'VNC' (5900-65535)"),
    'failed',
    'another program is using the port that it needs',
  ],
  [
    said(86, 'Guest agent is not responding: QEMU guest agent is not connected'),
    'busy',
    'no guest agent answers inside it',
  ],
  [
    said(74, 'argument unsupported: QEMU guest agent is not configured'),
    'unsupported',
    'it has no connection to a guest agent',
  ],
  [
    said(SYSTEM, "Unable to write to '/sys/fs/cgroup/x': Read-only file system"),
    'failed',
    "the host's disk is mounted read-only",
  ],
])('others are known too: %#', (error, kind, why) => {
  expect(refusal(error)).toMatchObject({ kind, text: { en: `web1 cannot be started: ${why}.` } });
});

const DRIVE = {
  en: 'The disc in the drive of web1 cannot be changed',
  es: 'No se puede cambiar el disco de la unidad de web1',
};

test('a drive that its guest reset is no refusal for a reason that nobody knows', () => {
  const words = "unable to execute QEMU command 'blockdev-insert-medium': Tray of the device is not open";
  const { kind, text, hint } = refusal(said(INTERNAL, `internal error: ${words}`), DRIVE);
  expect(kind).toBe('busy');
  expect(text).toEqual({
    en: 'The disc in the drive of web1 cannot be changed: its system reset the drive just as the disc was being changed.',
    es: 'No se puede cambiar el disco de la unidad de web1: su sistema reinició la unidad justo cuando se cambiaba el disco.',
  });
  expect(hint?.es).toContain('/vm restart');
  expect(troubleDoc).toContain(text.en);
});

test('a QEMU that hangs is told from a libvirt that does', () => {
  const words =
    'Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatchDomainSuspend)';
  const { kind, text, hint } = refusal(said(TIMEOUT, words), PAUSE);
  expect(kind).toBe('busy');
  expect(text).toEqual({
    en: 'web1 cannot be paused: its QEMU does not answer, or is still busy with an earlier request.',
    es: 'No se puede poner en pausa web1: su QEMU no responde, o sigue ocupado con una petición anterior.',
  });
  expect(hint?.es).toContain('/vm kill');
  expect(troubleDoc).toContain(text.en);
});

const cause = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test.each([
  ['ENOENT', 'libvirt is not running', 'libvirt no está en marcha'],
  ['ECONNREFUSED', 'libvirt is not running', 'libvirt no está en marcha'],
  [
    'EACCES',
    'the user that labvm runs as is not allowed to use libvirt',
    'el usuario con el que se ejecuta labvm no tiene permiso para usar libvirt',
  ],
  ['EAGAIN', 'libvirt is running but does not answer', 'libvirt está en marcha, pero no responde'],
  ['ETIMEDOUT', 'nothing answers where libvirt listens', 'nada responde donde escucha libvirt'],
])('a way to libvirt that ends with %s', (code, en, es) => {
  for (const error of [
    new ConnectionLost('x', { sent: false, cause: cause(code) }),
    new DeadlineExceeded({ sent: false, procedure: 'p', timeoutMs: 5, cause: cause(code) }),
  ]) {
    const { kind, text, evidence } = refusal(error, LIST, false);
    expect(kind).toBe('unreachable');
    expect(text).toEqual({
      en: `The machines cannot be listed: ${en}.`,
      es: `No se pueden listar las máquinas: ${es}.`,
    });
    expect(evidence).toBeUndefined();
    expect(troubleDoc).toContain(text.en);
  }
});

test('a line that libvirt was silent on is a libvirt that stands still', () => {
  const error = new ConnectionLost('the server has been silent for 20000 ms', { sent: true });
  expect(refusal(error, LIST, false).text.en).toContain('libvirt is running but does not answer');
  expect(refusal(error).text.en).toContain('libvirt accepted the order but has not answered since');
});

test('what the host’s own system refuses names the file, and its words stand behind', () => {
  const error = Object.assign(new Error("EACCES: permission denied, open '/x/y'"), {
    code: 'EACCES',
    syscall: 'open',
    path: '/x/y',
  });
  expect(refusal(error)).toMatchObject({
    text: {
      en: 'web1 cannot be started: the user that labvm runs as is not allowed to open /x/y.',
      es: 'No se puede arrancar web1: el usuario con el que se ejecuta labvm no tiene permiso para abrir /x/y.',
    },
    evidence: 'system: "EACCES: permission denied, open \'/x/y\'"',
  });
});

test.each([
  ['EDQUOT', 'the disk quota for machines on the host is used up', 'no-capacity'],
  ['ENOSPC', "the host's disk is full", 'no-capacity'],
  ['EROFS', '/x/y is on a disk that is mounted read-only', 'failed'],
  ['EIO', '/x/y cannot be read from the disk', 'failed'],
])('what the host’s own system refuses by %s is told as that', (code, en, kind) => {
  const error = Object.assign(new Error(code), { code, syscall: 'write', path: '/x/y' });
  expect(refusal(error)).toMatchObject({ kind, text: { en: `web1 cannot be started: ${en}.` } });
  if (code === 'EDQUOT') {
    expect(refusal(said(SYSTEM, 'cannot write: Disk quota exceeded')).text.en).toContain(en);
    expect(troubleDoc).toContain(en);
  }
});

test('of what stands around QEMU’s words nothing is shown, whichever way it ended', () => {
  const words = `qemu-system-x86_64: Could not open '${FILE}': Permission denied`;
  const closed = `internal error: qemu unexpectedly closed the monitor: 2026-11-27T19:23:23.279730Z ${words}`;
  expect(refusal(said(INTERNAL, closed)).evidence).toBe(`libvirt: "${words}"`);
});

test('a bridge that is gone is mended by the name that its network has here, where it is known', () => {
  const lost = said(SYSTEM, "Cannot get interface MTU on 'lab0': No such device");
  const of = (network?: string) => {
    const told = translate(lost, { what: START, changes: true, ...(network ? { network } : {}) });
    return told instanceof PortError ? told.hint : null;
  };
  expect(of('labvm-two')).toEqual({
    en: 'An administrator can switch the network off and on again: virsh net-destroy labvm-two, virsh net-start labvm-two',
    es: 'Un administrador puede desactivar la red y volver a activarla: virsh net-destroy labvm-two, virsh net-start labvm-two',
  });
  expect(of()).toEqual({
    en: 'An administrator can switch its network (see virsh net-list) off and on again: virsh net-destroy, virsh net-start',
    es: 'Un administrador puede desactivar su red (vea virsh net-list) y volver a activarla: virsh net-destroy, virsh net-start',
  });
});
