import { pino } from 'pino';
import type { Log } from '../../src/base/log.ts';

/**
 * Writes one JSON object a line to stderr. Nothing secret is ever given to it; the names below are refused all the
 * same, so that a careless field shows no token.
 */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const redact = {
    paths: ['token', 'secret', 'password', '*.token', '*.secret', '*.password'],
    censor: '[removed]',
  };
  return pino({ level, base: null, redact }, pino.destination({ fd: 2, sync: true }));
}
