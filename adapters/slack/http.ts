import type { RequestListener, Server } from 'node:http';
import { HTTPReceiver, type Receiver } from '@slack/bolt';
import { UserError } from '../../src/base/errors.ts';
import type { Log } from '../../src/base/log.ts';
import { withLateAck } from './late-ack.ts';
import { sdkLog } from './sdk-log.ts';

export interface HttpOptions {
  readonly signingSecret: string;
  readonly port: number;
  /** The address of this host that is listened on. */
  readonly host: string;
  readonly log: Log;
}

/** The most that a request of Slack's may hold; its payloads are smaller by far. */
const MAX_BODY = '1mb';

/** Slack's clock and ours may differ by so much, in seconds (docs.slack.dev, verifying requests). */
const CLOCKS_S = 5 * 60;

/**
 * Takes Slack's signed requests at `/slack/events`. Bolt checks the signature in constant time and that the timestamp
 * is not older than five minutes; here is checked that it does not lie in the future, where it could be replayed for
 * longer.
 */
export function createHttp({ signingSecret, port, host, log }: HttpOptions): Receiver {
  const bolt = new HTTPReceiver({
    signingSecret,
    logger: sdkLog(log),
    bodyLimit: MAX_BODY,
    endpoints: ['/slack/events'],
  });
  bolt.requestListener = refusingTheFuture(bolt.requestListener);
  const receiver = withLateAck(bolt);
  return {
    ...receiver,
    async start() {
      try {
        return (await receiver.start({ port, host })) as Server;
      } catch (error) {
        throw new UserError(
          'failed',
          {
            en: `labvm cannot listen on ${host}, port ${port} (SLACK_BIND, SLACK_PORT).`,
            es: `labvm no puede escuchar en ${host}, puerto ${port} (SLACK_BIND, SLACK_PORT).`,
          },
          {
            en: 'Free the port, or choose another one with an address of this host, and tell Slack’s proxy.',
            es: 'Libere el puerto o elija otro, con una dirección de este equipo, y dígaselo al proxy.',
          },
          { cause: error },
        );
      }
    },
  };
}

function refusingTheFuture(listener: RequestListener): RequestListener {
  return (request, response) => {
    const aheadS = Number(request.headers['x-slack-request-timestamp']) - Date.now() / 1000;
    if (aheadS <= CLOCKS_S || Number.isNaN(aheadS)) return listener(request, response);
    response.writeHead(401);
    response.end();
  };
}
