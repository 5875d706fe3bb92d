/**
 * Whether a line stands in a message of labvm's as the chat sends it back: then whoever pressed its button has been shown
 * what it names.
 */
export function standsIn(line: string, message: unknown): boolean {
  return JSON.stringify(message ?? null).includes(JSON.stringify(line));
}
