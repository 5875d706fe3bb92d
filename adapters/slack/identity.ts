import { refusalOf } from '../../src/chat/call-failure.ts';
import type { Outage } from '../../src/chat/outage.ts';
import { isDeadToken, tokenRefused } from './token-errors.ts';
import { causeOfCall, type Identity, type Web } from './web/index.ts';

/**
 * Asks Slack who the token is (`auth.test`).
 * @returns null where Slack cannot be reached or does not know at the moment
 * @throws UserError where Slack refuses the token
 */
export async function identify(web: Pick<Web, 'authTest'>, outage: Outage): Promise<Identity | null> {
  try {
    const identity = await web.authTest();
    outage.over();
    return identity;
  } catch (error) {
    const code = String(refusalOf(error)?.code);
    if (isDeadToken(code) || code === 'missing_scope') throw tokenRefused('SLACK_BOT_TOKEN', code);
    outage.failed(causeOfCall(error));
    return null;
  }
}
