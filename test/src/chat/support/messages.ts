import type { OutMessage } from '../../../../src/chat/outbox/store.ts';
import { view } from '../../../../src/view/view.ts';

/** A stored message that says something for good, as a test wants it. */
export function outMessage(about: Partial<OutMessage> = {}): OutMessage {
  return {
    id: 'M1',
    jobId: null,
    view: view({ title: 'hello' }),
    place: { chat: 'slack', channel: 'C1' },
    locale: 'en',
    reply: null,
    ref: null,
    attemptedAt: null,
    shownRevision: 0,
    ...about,
  };
}

/** A log that a test can look into. */
export function recordingLog() {
  const lines: { level: string; fields: object; text: string }[] = [];
  const at = (level: string) => (fields: object, text: string) => void lines.push({ level, fields, text });
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}
