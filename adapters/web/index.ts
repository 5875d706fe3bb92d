import { UserError } from '../../src/base/errors.ts';
import type { Log } from '../../src/base/log.ts';
import { systemEvidence, systemWords } from '../../src/view/system-words.ts';
import { bundlePages } from './bundle.ts';
import { areOpen } from './is-open.ts';
import { createServer, type ServerOptions } from './server.ts';
import type { WebSettings } from './settings.ts';

/** The pages, as long as they are open. */
export interface Web {
  /** Who serves them: this process, another one of labvm's, or nobody. */
  readonly served: 'here' | 'elsewhere' | 'nowhere';
  close(): Promise<void>;
}

/**
 * Opens the pages with screens and consoles. Where another process of labvm on this host has them open already, it
 * serves this one's links too.
 * @throws UserError where the address that somebody chose cannot be listened on
 */
export async function openWeb(options: Omit<ServerOptions, 'bundle'>): Promise<Web> {
  const { settings, log } = options;
  // Made while nobody waits for it yet; whoever does sees the error, and everybody else the log.
  const bundle = bundlePages();
  bundle.catch((error: unknown) => log.error({ err: error }, 'the pages cannot be made'));
  const server = await createServer({ ...options, bundle: () => bundle });
  try {
    await server.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    await server.close();
    const isShared = isInUse(error) && (await areOpen(settings));
    if (isShared) logShared(log, settings);
    else if (settings.isChosen) throw cannotListen(settings, error);
    else
      log.warn({ err: error }, 'labvm shows no consoles: set LABVM_WEB_ADDRESS to an address that is free');
    return { served: isShared ? 'elsewhere' : 'nowhere', close: async () => undefined };
  }
  return { served: 'here', close: () => server.close() };
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function logShared(log: Log, { host, port }: WebSettings): void {
  log.info({ host, port }, 'another labvm serves the pages at this address');
}

function cannotListen({ host, port }: WebSettings, error: unknown): UserError {
  const why = systemWords(error);
  return new UserError(
    'failed',
    {
      en: `labvm cannot show consoles at ${host}:${port}: ${why.en}.`,
      es: `labvm no puede mostrar consolas en ${host}:${port}: ${why.es}.`,
    },
    {
      en: 'Set another address with LABVM_WEB_ADDRESS, or switch the web pages off with LABVM_WEB_ADDRESS=off.',
      es: 'Ponga otra dirección con LABVM_WEB_ADDRESS, o desactive las páginas web con LABVM_WEB_ADDRESS=off.',
    },
    { cause: error, evidence: systemEvidence(error) },
  );
}
