import { type Logger, LogLevel } from '@slack/logger';
import type { Log } from '../../src/base/log.ts';

/** Slack's tokens, and the tickets in the addresses of its sockets. */
const SECRETS = /xox[a-z]-[\w-]+|xapp-[\w-]+|(wss?:\/\/|https?:\/\/hooks)[^\s"']+/gi;

/** The most of what the SDK says that is worth a line. */
const MAX_LENGTH = 300;

/** What Slack's SDK logs, in our log: warnings and errors only, for its other lines hold whole messages. */
export function sdkLog(log: Log): Logger {
  const said = (parts: readonly unknown[]) => ({
    sdk: parts.map(String).join(' ').replace(SECRETS, '…').slice(0, MAX_LENGTH),
  });
  return {
    debug() {},
    info() {},
    warn: (...parts) => log.debug(said(parts), 'the Slack SDK warns'),
    error: (...parts) => log.warn(said(parts), 'the Slack SDK reports an error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

/** As `sdkLog`, for a socket whose owner tells by itself what goes wrong with it. */
export function socketLog(log: Log): Logger {
  const sdk = sdkLog(log);
  return { ...sdk, error: sdk.warn };
}
