/** How long labvm waits for something while somebody in Slack waits for labvm, in milliseconds. */
export interface Waits {
  /** How long the asker's language is waited for before a form opens in labvm's own. */
  readonly languageMs: number;
  /** How long an error of a form is waited for that only the host knows of. */
  readonly formMs: number;
  /** How long the choices of a form's menu may take. */
  readonly choicesMs: number;
  /** How long a file that was attached may take to be fetched. */
  readonly fileMs: number;
}

/**
 * All but a file's within the three seconds that Slack waits, and that a trigger lives (interactivity, handling
 * payloads); what a file says comes later, as a message.
 */
export const WAITS: Waits = { languageMs: 700, formMs: 2000, choicesMs: 2500, fileMs: 15_000 };
