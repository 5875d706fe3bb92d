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
      en: 'the host has something of that name already',
      es: 'el anfitrión ya tiene algo con ese nombre',
    },
  },
  busy: {
    kind: 'busy',
    why: { en: 'something else is being done to it', es: 'se le está haciendo otra cosa' },
  },
  'wrong-state': {
    kind: 'wrong-state',
    why: { en: 'its state does not allow that', es: 'su estado no lo permite' },
  },
  'no-capacity': { kind: 'no-capacity', why: { en: 'the host is full', es: 'el anfitrión está lleno' } },
  unreachable: {
    kind: 'unreachable',
    why: { en: 'libvirt does not let labvm do it', es: 'libvirt no permite hacerlo a labvm' },
    remedy: {
      en: 'An administrator puts the user whom labvm runs as into the group: adduser <user> libvirt; then start labvm anew.',
      es: 'Un administrador añade al grupo al usuario con el que se ejecuta labvm: adduser <usuario> libvirt; después arranque labvm de nuevo.',
    },
  },
  unsupported: {
    kind: 'unsupported',
    why: {
      en: "this host's libvirt or QEMU cannot do that",
      es: 'el libvirt o el QEMU de este anfitrión no sabe hacerlo',
    },
  },
  'outcome-unknown': {
    kind: 'outcome-unknown',
    why: {
      en: 'the answer of libvirt was lost, so it may have been done all the same',
      es: 'se perdió la respuesta de libvirt, así que puede estar hecho de todos modos',
    },
  },
  failed: {
    kind: 'failed',
    why: {
      en: 'libvirt refuses it, for a reason that labvm does not know',
      es: 'libvirt lo rechaza, por un motivo que labvm no conoce',
    },
    remedy: {
      en: 'The words below are its reason; whoever looks after the host finds more in its log: journalctl -u libvirtd',
      es: 'Sus palabras están debajo; quien cuida el anfitrión encuentra más en su registro: journalctl -u libvirtd',
    },
  },
};
