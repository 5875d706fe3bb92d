/** The name of the event that carries a message's id in its metadata (docs.slack.dev, message metadata). */
const EVENT_TYPE = 'labvm_message';

/** A message's metadata, as Slack keeps and returns it. */
interface Metadata {
  readonly event_type?: string;
  readonly event_payload?: unknown;
}

/** The metadata by which a message is found again. */
export function metadataOf(id: string): { event_type: string; event_payload: { id: string } } {
  return { event_type: EVENT_TYPE, event_payload: { id } };
}

/** The id in a message's metadata; undefined where it is none of ours. */
export function idIn(metadata: Metadata | undefined): unknown {
  if (metadata?.event_type !== EVENT_TYPE) return undefined;
  return (metadata.event_payload as { readonly id?: unknown } | undefined)?.id;
}
