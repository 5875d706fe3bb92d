import { execa, type Options } from 'execa';
import { UserError } from '../../src/base/errors.ts';
import { type ProgramOrder, type Programs, tookTooLong, wasEnded } from '../../src/base/program.ts';
import { confined, environmentOf, holdersFailure } from './confined.ts';

/** More than any helper has to say, in bytes. */
const MOST_OUTPUT = 1_000_000;

/** Ends a program that writes a larger file than it may (setrlimit(2), RLIMIT_FSIZE). */
const TOO_LARGE = 'SIGXFSZ';

export interface ProgramsOptions {
  /** Where programs are looked for; labvm's own PATH unless said otherwise. */
  readonly path?: string;
}

/** Helper programs, held by setpriv(1) and prlimit(1). */
export function createPrograms({ path = process.env.PATH }: ProgramsOptions = {}): Programs {
  const isRoot = process.geteuid?.() === 0;
  const common = {
    env: environmentOf(path),
    extendEnv: false,
    // A folder that every user may be in.
    cwd: '/',
    killSignal: 'SIGKILL',
  } as const satisfies Options;

  return {
    async run(order) {
      const { name, limits, stdin, files = [], onOutput, signal } = order;
      signal?.throwIfAborted();
      const [holder = '', ...line] = confined(order, isRoot);
      const running = execa(holder, line, {
        ...common,
        reject: false,
        // Its types end at 9, as a shell's do; open files have any number.
        stdio: [(stdin as 3 | undefined) ?? 'ignore', 'pipe', 'pipe', ...files.map((file) => file as 3)],
        maxBuffer: MOST_OUTPUT,
        ...(limits.timeoutMs === null ? {} : { timeout: limits.timeoutMs }),
        ...(signal ? { cancelSignal: signal } : {}),
      });
      if (onOutput) running.stdout.on('data', (bytes) => onOutput(String(bytes)));
      const { exitCode, stdout, stderr, code, timedOut, isMaxBuffer, signal: endedBy } = await running;
      signal?.throwIfAborted();
      if (timedOut && limits.timeoutMs !== null) throw tookTooLong(name, limits.timeoutMs);
      if (code === 'ENOENT') throw notInstalled(holder);
      if (endedBy && endedBy !== TOO_LARGE && !isMaxBuffer) throw wasEnded(name, endedBy);
      const failure = exitCode === 0 ? null : holdersFailure(stderr);
      if (failure) throw notStarted(name, failure);
      return { exitCode: exitCode ?? null, stdout, stderr };
    },
    pipe(order) {
      const [holder = '', ...line] = confined(order, isRoot);
      const { timeoutMs } = order.limits;
      const child = execa(holder, line, {
        ...common,
        stdin: 'pipe',
        stdout: 'pipe',
        buffer: { stdout: false, stderr: true },
        maxBuffer: { stderr: MOST_OUTPUT },
        encoding: 'buffer',
        ...(timeoutMs === null ? {} : { timeout: timeoutMs }),
      });
      const ended = child.then(
        () => undefined,
        (error: unknown) => {
          throw causeOf(order, error);
        },
      );
      ended.catch(() => undefined);
      return { input: child.stdin, output: child.stdout, stop: () => void child.kill('SIGKILL'), ended };
    },
  };
}

/** A program that failed has its own reasons; one that was never started is the host's fault. */
function causeOf({ name, limits }: Pick<ProgramOrder, 'name' | 'limits'>, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isLate = 'timedOut' in error && error.timedOut === true;
  if (isLate && limits.timeoutMs !== null) return tookTooLong(name, limits.timeoutMs);
  if ('code' in error && error.code === 'ENOENT') return notInstalled('setpriv');
  const stderr = 'stderr' in error && error.stderr instanceof Uint8Array ? error.stderr : new Uint8Array();
  const failure = holdersFailure(Buffer.from(stderr).toString('utf8'));
  if (failure) return notStarted(name, failure);
  const endedBy = 'signal' in error && typeof error.signal === 'string' ? error.signal : null;
  return endedBy === null ? error : wasEnded(name, endedBy);
}

function notStarted(name: string, { isMissing, words }: NonNullable<ReturnType<typeof holdersFailure>>) {
  return isMissing ? notInstalled(name) : cannotHold(name, words);
}

function notInstalled(name: string): UserError {
  return new UserError(
    'failed',
    {
      en: `The program ${name} is not installed on this host.`,
      es: `El programa ${name} no está instalado en este anfitrión.`,
    },
    {
      en: 'An administrator can install it: bash scripts/setup.sh',
      es: 'Un administrador puede instalarlo: bash scripts/setup.sh',
    },
  );
}

function cannotHold(name: string, failure: string): UserError {
  return new UserError(
    'failed',
    {
      en: `This host does not let labvm drop ${name}’s privileges, so ${name} was not started: ${failure}`,
      es: `Este anfitrión no deja que labvm quite privilegios a ${name}, así que no se ha iniciado ${name}: ${failure}`,
    },
    {
      en: 'When it runs as root, labvm needs the capabilities SETUID, SETGID and SETPCAP. Or run it as another user.',
      es: 'Como root, labvm necesita las capacidades SETUID, SETGID y SETPCAP. O ejecútelo con otro usuario.',
    },
  );
}
