import { createHash } from 'node:crypto';

/**
 * Everything that a machine is known by is derived from the request that makes it, so that the same request finds
 * again what it has begun, also in another process and after a crash, and nobody else's things can bear the name.
 */

/** labvm's own name space for UUIDs of version 5 (RFC 9562, 5.5). */
const UUID_SPACE = Buffer.from('5d7c3a0e8b1f4c52a1f09e2b6c4d8e70', 'hex');

/** The UUID of a request's machine. */
export function uuidOf(requestId: string): string {
  const bytes = createHash('sha1').update(UUID_SPACE).update(requestId).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The MAC address of a request's machine, in QEMU's own range. It has 24 bits of its own, so two requests can meet
 * in one: then the next attempt has another.
 */
export function macOf(requestId: string, attempt = 0): string {
  const digest = createHash('sha256').update(`${requestId}\0mac\0${attempt}`).digest();
  const own = [...digest.subarray(0, 3)].map((byte) => byte.toString(16).padStart(2, '0'));
  return ['52', '54', '00', ...own].join(':');
}

/** How the names of all volumes of a machine begin. */
export function volumePrefix(uuid: string): string {
  return `vm-${uuid}.`;
}

/** Whether labvm named a volume for a machine. */
export function isOfMachine(volume: string, uuid: string): boolean {
  return volume.startsWith(volumePrefix(uuid));
}

/** Whether labvm named a volume for any machine, which may only be being made. */
export function isOfSomeMachine(volume: string): boolean {
  return /^vm-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\./.test(volume);
}

export function diskVolume(uuid: string): string {
  return `${volumePrefix(uuid)}qcow2`;
}

/** What the guest writes on its serial console; virtlogd puts `.0`, `.1` … behind it when it is full. */
export function consoleVolume(uuid: string): string {
  return `${volumePrefix(uuid)}log`;
}

/** Whether a file of that name is the log of the machine's console, or one that virtlogd put aside. */
export function isConsoleLog(name: string, uuid: string): boolean {
  const log = consoleVolume(uuid);
  return name.startsWith(log) && /^(?:\.\d+)?$/.test(name.slice(log.length));
}

/** What the machine's system reads at its first start. */
export function firstBootVolume(uuid: string, kind: 'seed' | 'ignition'): string {
  return `${volumePrefix(uuid)}${kind === 'seed' ? SEED_ENDING : 'ign'}`;
}

const SEED_ENDING = 'seed.iso';

/** Whether a path is that of a machine's seed, which is a disc too, and none of the drive's. */
export function isSeed(path: string): boolean {
  return path.endsWith(`.${SEED_ENDING}`);
}
