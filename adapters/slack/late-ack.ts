import type { App, Receiver, ReceiverEvent } from '@slack/bolt';

/**
 * Bolt acknowledges an event before its listeners run. labvm records what was asked first, so that nothing that was
 * acknowledged is lost: an event is acknowledged when its listeners have returned.
 */
export function acknowledgesLate(app: App): App {
  const processEvent = async (event: ReceiverEvent): Promise<void> => {
    if (event.body.type !== 'event_callback') return app.processEvent(event);
    await app.processEvent({ ...event, ack: async () => {} });
    await event.ack();
  };
  return Object.create(app, { processEvent: { value: processEvent } }) as App;
}

/** A receiver whose events are acknowledged late. */
export function withLateAck(receiver: Receiver): Receiver {
  return {
    init: (app) => receiver.init(acknowledgesLate(app)),
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
  };
}
