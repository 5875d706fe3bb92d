import { RESTART_LIBVIRT } from '../../../src/host/restart-libvirt.ts';
import { systemWords } from '../../../src/view/system-words.ts';
import { ConnectionLost, DeadlineExceeded, outcomeOf } from '../rpc/index.ts';
import type { Cause } from './cause.ts';
import { causeOfSystem } from './system.ts';

/** Why there is no answer: the daemon does not run, lets nobody in, stands still, or went away. */
export function causeOfSilence(error: unknown, changes: boolean): Cause {
  if (!(error instanceof Error)) return OUR_FAULT;
  if (error instanceof ConnectionLost || error instanceof DeadlineExceeded) {
    const isStill = error instanceof DeadlineExceeded || /has been silent/.test(error.message);
    if (changes && outcomeOf(error) === 'unknown') return isStill ? STUCK : CUT;
    return wayOf(bottomOf(error)) ?? (isStill ? FROZEN : LOST);
  }
  if (error.name === 'ProtocolError' && changes) return CUT;
  const isOfWay = 'syscall' in error && error.syscall === 'connect';
  return (isOfWay ? wayOf(error) : causeOfSystem(error)) ?? OUR_FAULT;
}

const RESTART = {
  en: `An administrator restarts it, and running machines go on: ${RESTART_LIBVIRT}`,
  es: `Un administrador lo reinicia, y las máquinas en marcha siguen: ${RESTART_LIBVIRT}`,
};

/** The daemon, or the helper of its that it waits for, took the order and says no more. */
const STUCK: Cause = {
  kind: 'outcome-unknown',
  why: {
    en: 'libvirt took the order and has not answered since, so it may be done all the same',
    es: 'libvirt recibió la orden y no ha vuelto a responder, así que puede estar hecho de todos modos',
  },
  remedy: {
    en: `See how it is now: /vm list. ${RESTART.en}; and what it waits for, if it stands still again: systemctl restart virtlogd`,
    es: `Vea cómo está ahora: /vm list. ${RESTART.es}; y aquello a lo que espera, si vuelve a pararse: systemctl restart virtlogd`,
  },
};

const CUT: Cause = {
  kind: 'outcome-unknown',
  why: {
    en: 'the line to libvirt broke after the order was sent, so it may be done all the same',
    es: 'la conexión con libvirt se cortó después de enviar la orden, así que puede estar hecho de todos modos',
  },
  remedy: { en: 'See how it is now: /vm list', es: 'Vea cómo está ahora: /vm list' },
};

/** A process that holds its socket open, and reads nothing from it. */
const FROZEN: Cause = {
  kind: 'unreachable',
  why: {
    en: 'libvirt is running but does not answer',
    es: 'libvirt está en marcha y no responde',
  },
  remedy: RESTART,
};

const LOST: Cause = {
  kind: 'unreachable',
  why: { en: 'the line to libvirt broke', es: 'la conexión con libvirt se cortó' },
  remedy: {
    en: 'Try again in a moment: labvm connects anew by itself.',
    es: 'Inténtelo de nuevo en un momento: labvm vuelve a conectarse por sí mismo.',
  },
};

const NOT_RUNNING: Cause = {
  kind: 'unreachable',
  why: { en: 'libvirt is not running', es: 'libvirt no está en marcha' },
  remedy: {
    en: 'An administrator starts it, and machines that ran go on: systemctl start libvirtd, or bash scripts/setup.sh',
    es: 'Un administrador lo arranca, y las máquinas en marcha siguen: systemctl start libvirtd, o bash scripts/setup.sh',
  },
};

const KEPT_OUT: Cause = {
  kind: 'unreachable',
  why: {
    en: 'the user whom labvm runs as may not use libvirt',
    es: 'el usuario con el que se ejecuta labvm no puede usar libvirt',
  },
  remedy: {
    en: 'An administrator puts them into the group: adduser <user> libvirt; then start labvm anew.',
    es: 'Un administrador lo añade al grupo: adduser <usuario> libvirt; después arranque labvm de nuevo.',
  },
};

/** Only a daemon on another host is waited for so long. */
const UNHEARD: Cause = {
  kind: 'unreachable',
  why: { en: 'nothing answers where libvirt listens', es: 'nada responde donde escucha libvirt' },
  remedy: RESTART,
};

/** The way to a daemon, by what the system says of its socket. */
const WAYS: Readonly<Record<string, Cause>> = {
  ENOENT: NOT_RUNNING,
  ECONNREFUSED: NOT_RUNNING,
  EACCES: KEPT_OUT,
  EPERM: KEPT_OUT,
  // Nobody takes what waits at the socket.
  EAGAIN: FROZEN,
  ETIMEDOUT: UNHEARD,
  ECONNRESET: LOST,
  EPIPE: LOST,
};

/** What the system said of the way to a daemon; null where it said nothing. */
function wayOf(error: Error): Cause | null {
  const known = WAYS['code' in error ? String(error.code) : ''];
  if (known) return known;
  return 'syscall' in error && error.syscall === 'connect' ? noWay(error) : null;
}

/** What labvm's own side of the line fails at, or what stands in its place. */
function noWay(error: Error): Cause {
  const why = systemWords(error);
  return {
    kind: 'unreachable',
    why: {
      en: `no line to libvirt can be opened: ${why.en}`,
      es: `no se puede abrir ninguna conexión con libvirt: ${why.es}`,
    },
    remedy: AGAIN,
  };
}

const AGAIN = {
  en: 'Try again. If it happens again, whoever looks after labvm finds more in its log.',
  es: 'Inténtelo de nuevo. Si se repite, quien cuida labvm encuentra más en su registro.',
};

const OUR_FAULT: Cause = {
  kind: 'failed',
  why: {
    en: 'something broke on the way between labvm and libvirt',
    es: 'algo ha fallado entre labvm y libvirt',
  },
  remedy: AGAIN,
};

/** The error of the system's at the bottom of one, or what comes nearest to it. */
function bottomOf(error: Error): Error {
  let one = error;
  while (!('code' in one) && one.cause instanceof Error) one = one.cause;
  return one;
}
