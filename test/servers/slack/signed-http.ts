import { createHmac } from 'node:crypto';
import type { Time } from '../time.ts';
import type { Ack, Delivery, Envelope } from './delivery.ts';
import { ACK_MS } from './limits.ts';

export interface SignedHttpOptions {
  readonly url: string;
  readonly signingSecret: string;
  readonly time: Time;
}

/** A signed request, as it can be sent again. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Brings what happens to an app by signed requests (docs.slack.dev, verifying requests). */
export interface SignedHttp extends Delivery {
  sign(body: string, type: string, atS?: number): SignedRequest;
  send(request: SignedRequest): Promise<Response>;
  /** The request that was sent last. */
  readonly last: SignedRequest | null;
}

export function createSignedHttp({ url, signingSecret, time }: SignedHttpOptions): SignedHttp {
  let last: SignedRequest | null = null;

  const sign: SignedHttp['sign'] = (body, type, atS = Math.floor(Date.now() / 1000)) => {
    const signature = createHmac('sha256', signingSecret).update(`v0:${atS}:${body}`).digest('hex');
    return {
      body,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(atS),
        'x-slack-signature': `v0=${signature}`,
      },
    };
  };

  async function send({ headers, body }: SignedRequest): Promise<Response> {
    const late = new AbortController();
    const callOff = time.after(ACK_MS, () => late.abort());
    try {
      return await fetch(url, { method: 'POST', headers, body, signal: late.signal });
    } finally {
      callOff();
    }
  }

  return {
    sign,
    send,
    get last() {
      return last;
    },
    isReady: () => true,
    async deliver(envelope): Promise<Ack | null> {
      const signed = signedOf(envelope, sign);
      last = signed;
      const sentAt = time.now();
      try {
        const response = await send(signed);
        const text = await response.text();
        if (response.status !== 200) return null;
        return { afterMs: time.now() - sentAt, body: text === '' ? {} : parsed(text) };
      } catch {
        return null;
      }
    },
    close: async () => {},
  };
}

const FORM = 'application/x-www-form-urlencoded';

function signedOf(envelope: Envelope, sign: SignedHttp['sign']): SignedRequest {
  const { type, payload, retry } = envelope;
  if (type === 'slash_commands')
    return sign(new URLSearchParams(payload as Record<string, string>).toString(), FORM);
  if (type === 'interactive')
    return sign(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), FORM);
  const request = sign(JSON.stringify(payload), 'application/json');
  if (!retry) return request;
  const retried = { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason };
  return { ...request, headers: { ...request.headers, ...retried } };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return { text };
  }
}
