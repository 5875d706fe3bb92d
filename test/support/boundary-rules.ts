import { posix } from 'node:path';
import { CONFIG_ONLY, FLOORS, HARMLESS, STARTERS, VENDORS } from '../../scripts/style/rooms.ts';

/** What an adapter makes of its variables. */
const SETTINGS = /^adapters\/[^/]+\/settings\.ts$/;

/** What adapters do to files in the same way: no vendor's, and therefore every adapter's. */
const SHARED = 'adapters/file';

/** Reads libvirt's wire and nothing of labvm, so that it could be a library of its own. */
const RPC = 'adapters/libvirt/rpc/';

/**
 * What is wrong with an import, or null.
 * @param file the importing file, from the project's root
 * @param specifier what stands behind `from`
 */
export function faultOf(file: string, specifier: string): string | null {
  const fault = ruleBroken(file, specifier, resolve(file, specifier));
  return fault === null ? null : `${file} imports ${specifier}: ${fault}`;
}

/** The imported file from the project's root; null for a package or a built-in module. */
export function resolve(file: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : null;
}

/** The room of a file of `src`: its folder, or the file itself where it stands in none. */
export function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function ruleBroken(file: string, specifier: string, target: string | null): string | null {
  if (file === 'src/main.ts') return null;
  if (target === 'src/main.ts') return 'nothing imports src/main.ts';
  switch (file.split('/')[0]) {
    case 'src':
      return target === null ? ofCorePackage(file, specifier) : ofCore(file, target);
    case 'commands':
      return target !== null && isIn(target, 'src', 'commands') ? null : 'commands import src only';
    case 'adapters':
      return ofAdapter(file, specifier, target);
    default:
      return `no rule for ${file}`;
  }
}

function ofCorePackage(file: string, specifier: string): string | null {
  if (HARMLESS.includes(specifier)) return null;
  if (file === 'src/config.ts' && CONFIG_ONLY.includes(specifier)) return null;
  return 'src imports only src, and built-in modules that touch nothing outside the process';
}

function ofCore(file: string, target: string): string | null {
  // What a vendor's variables mean is the vendor's; that they are read is not.
  if (file === 'src/config.ts' && SETTINGS.test(target)) return null;
  if (!isIn(target, 'src')) return 'src imports only src';
  const [own, other] = [floorOf(file), floorOf(target)];
  if (own < 0) return `the room ${roomOf(file)} stands on no floor`;
  const isBelow = other >= 0 && (other < own || FLOORS[own]?.includes(roomOf(target)));
  return isBelow ? null : `the room ${roomOf(target)} does not stand below ${roomOf(file)}`;
}

function floorOf(file: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(roomOf(file)));
}

function ofAdapter(file: string, specifier: string, target: string | null): string | null {
  if (file.startsWith(RPC)) {
    const isBuiltIn = specifier.startsWith('node:') && !STARTERS.includes(specifier);
    const isOwn = target === null ? isBuiltIn : target.startsWith(RPC);
    return isOwn ? null : `${RPC} imports nothing of labvm, and only built-in modules`;
  }
  const name = roomOf(file);
  if (target !== null) {
    const isAllowed = isIn(target, 'src', `adapters/${name}`, SHARED);
    return isAllowed
      ? null
      : `an adapter imports src, itself and ${SHARED}, never commands or another adapter`;
  }
  if (STARTERS.includes(specifier) && name !== 'program') {
    return 'adapters/program alone starts programs: they run without labvm’s environment and within limits';
  }
  const isAllowed = specifier.startsWith('node:') || VENDORS[name]?.includes(specifier);
  return isAllowed ? null : `adapters/${name} imports built-in modules and its vendor's library`;
}

function isIn(target: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => target.startsWith(`${folder}/`));
}
