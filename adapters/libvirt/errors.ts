import { UserError } from '../../src/errors.ts';
import { HypervisorError, type HypervisorErrorKind } from '../../src/vm/hypervisor-error.ts';
import { ConnectionLost, libvirtErrorCode as code, LibvirtError, outcomeOf } from './rpc/index.ts';

/** What was being done when something failed. */
export interface Doing {
  /** As in "web1 cannot be started". */
  readonly what: string;
  /** Whether the order changes anything: then a lost answer leaves the outcome unknown. */
  readonly changes: boolean;
}

/** Which kind of error libvirt's codes are (libvirt/virterror.h), where the code says it. */
const KINDS: Readonly<Record<number, HypervisorErrorKind>> = {
  [code.noDomain]: 'not-found',
  [code.domainExists]: 'exists',
  [code.storageVolumeExists]: 'exists',
  [code.operationInvalid]: 'wrong-state',
  [code.resourceBusy]: 'busy',
  [code.operationTimeout]: 'busy',
  [code.agentUnresponsive]: 'busy',
  [code.noSupport]: 'unsupported',
  [code.operationUnsupported]: 'unsupported',
  [code.configUnsupported]: 'unsupported',
  [code.argumentUnsupported]: 'unsupported',
  [code.authFailed]: 'unreachable',
  [code.authUnavailable]: 'unreachable',
  [code.accessDenied]: 'unreachable',
  [code.operationDenied]: 'unreachable',
};

/** Where the code says too little, libvirt's words say it: they are those of the system, of QEMU, of its pool. */
const WORDS: readonly (readonly [RegExp, HypervisorErrorKind])[] = [
  [/asynchronous jobs running|still being allocated|in use by another/i, 'busy'],
  [/cannot allocate memory|no space left|cannot set up guest memory|disk quota exceeded/i, 'no-capacity'],
  [/already exists/i, 'exists'],
];

const REMEDIES: Readonly<Record<HypervisorErrorKind, string>> = {
  'not-found': 'It is gone: see /vm list.',
  exists: 'Choose another name.',
  busy: 'Something else is being done to it: try again in a moment.',
  'wrong-state': 'See how it is now: /vm show.',
  'no-capacity': 'The host is full: see /host status.',
  unreachable: 'See whether libvirt runs and this user may use it (group libvirt): /host doctor.',
  unsupported: "This host's QEMU or libvirt cannot do it; which versions it has: /host status.",
  'outcome-unknown': 'The order may have been carried out: see /vm list.',
  failed: 'See /host doctor; what it does not find is in the log of libvirt (journalctl -u libvirtd).',
};

/** More of libvirt's words than this nobody reads: QEMU's whole output may be among them. */
const MOST_CHARACTERS = 400;

/**
 * The core's error for whatever a call failed with.
 * @returns what is to be thrown
 */
export function translate(error: unknown, { what, changes }: Doing): unknown {
  if (error instanceof HypervisorError || error instanceof UserError) return error;
  const kind = kindOf(error, changes);
  return new HypervisorError(kind, `${what}: ${wordsOf(error)} ${REMEDIES[kind]}`, { cause: error });
}

function kindOf(error: unknown, changes: boolean): HypervisorErrorKind {
  if (error instanceof LibvirtError) {
    const byWords = WORDS.find(([pattern]) => pattern.test(error.message));
    return byWords?.[1] ?? KINDS[error.code] ?? 'failed';
  }
  if (!(error instanceof Error)) return 'failed';
  const lost = error instanceof ConnectionLost || error.name === 'DeadlineExceeded';
  if (lost) return changes && outcomeOf(error) === 'unknown' ? 'outcome-unknown' : 'unreachable';
  return error.name === 'ProtocolError' && changes ? 'outcome-unknown' : 'failed';
}

/** libvirt's own words as one sentence: its last line, where QEMU says why. */
function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const short = line.length > MOST_CHARACTERS ? `…${line.slice(-MOST_CHARACTERS)}` : line;
  return /[.!?]$/.test(short) ? short : `${short}.`;
}
