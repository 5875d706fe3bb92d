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
  en: `An administrator can restart it; running machines keep running: ${RESTART_LIBVIRT}`,
  es: `Un administrador puede reiniciarlo; las máquinas en marcha siguen igual: ${RESTART_LIBVIRT}`,
};

/** The daemon, or the helper of its that it waits for, took the order and says no more. */
const STUCK: Cause = {
  kind: 'outcome-unknown',
  why: {
    en: 'libvirt accepted the order but has not answered since, so it may be done anyway',
    es: 'libvirt aceptó la orden, pero no ha vuelto a responder, así que puede que se haga igualmente',
  },
  remedy: {
    en: `See its state now: /vm list. ${RESTART.en}; if it hangs again, also restart what it waits for: systemctl restart virtlogd`,
    es: `Vea su estado ahora: /vm list. ${RESTART.es}; si vuelve a colgarse, reinicie también aquello a lo que espera: systemctl restart virtlogd`,
  },
};

const CUT: Cause = {
  kind: 'outcome-unknown',
  why: {
    en: 'the connection to libvirt broke after the order was sent, so it may have been done anyway',
    es: 'la conexión con libvirt se cortó después de enviar la orden, así que puede que se haya hecho igualmente',
  },
  remedy: { en: 'See its state now: /vm list', es: 'Vea su estado ahora: /vm list' },
};

/** A process that holds its socket open, and reads nothing from it. */
const FROZEN: Cause = {
  kind: 'unreachable',
  why: {
    en: 'libvirt is running but does not answer',
    es: 'libvirt está en marcha, pero no responde',
  },
  remedy: RESTART,
};

const LOST: Cause = {
  kind: 'unreachable',
  why: { en: 'the connection to libvirt broke', es: 'la conexión con libvirt se cortó' },
  remedy: {
    en: 'Try again in a moment: labvm reconnects by itself.',
    es: 'Inténtelo de nuevo en un momento: labvm se reconecta solo.',
  },
};

const NOT_RUNNING: Cause = {
  kind: 'unreachable',
  why: { en: 'libvirt is not running', es: 'libvirt no está en marcha' },
  remedy: {
    en: 'An administrator can start it; machines that were running are still there: systemctl start libvirtd, or bash scripts/setup.sh',
    es: 'Un administrador puede arrancarlo; las máquinas que estaban en marcha siguen ahí: systemctl start libvirtd, o bash scripts/setup.sh',
  },
};

const KEPT_OUT: Cause = {
  kind: 'unreachable',
  why: {
    en: 'the user that labvm runs as is not allowed to use libvirt',
    es: 'el usuario con el que se ejecuta labvm no tiene permiso para usar libvirt',
  },
  remedy: {
    en: 'An administrator can add that user to the group (adduser <user> libvirt) and restart labvm.',
    es: 'Un administrador puede añadir ese usuario al grupo (adduser <usuario> libvirt) y reiniciar labvm.',
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
      en: `no connection to libvirt can be opened: ${why.en}`,
      es: `no se puede abrir ninguna conexión con libvirt: ${why.es}`,
    },
    remedy: AGAIN,
  };
}

const AGAIN = {
  en: "Try again. If it happens again, an administrator finds more in labvm's log.",
  es: 'Inténtelo de nuevo. Si se repite, un administrador encontrará más en el registro de labvm.',
};

const OUR_FAULT: Cause = {
  kind: 'failed',
  why: {
    en: 'something failed between labvm and libvirt',
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
