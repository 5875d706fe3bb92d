import type { PortErrorKind } from '../../../src/base/port-error.ts';
import { libvirtErrorCode as code } from '../rpc/index.ts';
import type { Cause } from './cause.ts';

/** Which kind of error libvirt's codes are (libvirt/virterror.h), where the code says it. */
const KINDS: Readonly<Record<number, PortErrorKind>> = {
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

/** What is known of a refusal by its code alone. */
export function causeByCode(number: number): Cause {
  return CAUSES[KINDS[number] ?? 'failed'];
}

const CAUSES: Readonly<Record<PortErrorKind, Cause>> = {
  'not-found': {
    kind: 'not-found',
    why: { en: 'it is no longer on the host', es: 'ya no está en el anfitrión' },
  },
  exists: {
    kind: 'exists',
    why: {
      en: 'the host already has something with that name',
      es: 'el anfitrión ya tiene algo con ese nombre',
    },
  },
  busy: {
    kind: 'busy',
    why: { en: 'another operation on it is in progress', es: 'hay otra operación en curso' },
  },
  'wrong-state': {
    kind: 'wrong-state',
    why: { en: 'this is not possible in its current state', es: 'su estado actual no lo permite' },
  },
  'no-capacity': { kind: 'no-capacity', why: { en: 'the host is full', es: 'el anfitrión está lleno' } },
  unreachable: {
    kind: 'unreachable',
    why: { en: 'libvirt does not allow labvm to do this', es: 'libvirt no permite que labvm lo haga' },
    remedy: {
      en: 'An administrator can add the user that labvm runs as to the group (adduser <user> libvirt) and restart labvm.',
      es: 'Un administrador puede añadir al grupo el usuario con el que se ejecuta labvm (adduser <usuario> libvirt) y reiniciar labvm.',
    },
  },
  unsupported: {
    kind: 'unsupported',
    why: {
      en: "this host's libvirt or QEMU does not support that",
      es: 'el libvirt o el QEMU de este anfitrión no lo admite',
    },
  },
  'outcome-unknown': {
    kind: 'outcome-unknown',
    why: {
      en: "libvirt's answer was lost, so it may have been done anyway",
      es: 'se perdió la respuesta de libvirt, así que puede que se haya hecho igualmente',
    },
  },
  failed: {
    kind: 'failed',
    why: {
      en: 'libvirt refused it for a reason that labvm does not know',
      es: 'libvirt lo ha rechazado por un motivo que labvm no conoce',
    },
    remedy: {
      en: "Its own words are below; an administrator finds more in the host's log: journalctl -u libvirtd",
      es: 'Sus propias palabras están debajo; un administrador encontrará más en el registro del anfitrión: journalctl -u libvirtd',
    },
  },
};
