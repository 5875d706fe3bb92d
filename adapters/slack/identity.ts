import type { Log } from '../../src/log.ts';
import { isDeadToken, tokenRefused } from './token-errors.ts';
import { type Identity, refusalOf, type Web } from './web/index.ts';

/**
 * Asks Slack who the token is (`auth.test`).
 * @returns null where Slack cannot be reached or does not know at the moment
 * @throws UserError where Slack refuses the token
 */
export async function identify(web: Pick<Web, 'authTest'>, log: Log): Promise<Identity | null> {
  try {
    return await web.authTest();
  } catch (error) {
    const code = refusalOf(error);
    if (code !== null && (isDeadToken(code) || code === 'missing_scope'))
      throw tokenRefused('SLACK_BOT_TOKEN', code);
    log.warn({ err: error, code }, 'Slack cannot be asked who we are, trying again');
    return null;
  }
}
