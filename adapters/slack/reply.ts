/** How somebody who asked in Slack can be answered; kept with what was accepted, so that the next process can too. */
export type SlackReply = {
  /** The asker, by their Slack id. */
  readonly user: string;
  /** Where there is one: lives 30 minutes and takes 5 answers (docs.slack.dev, handling user interaction). */
  readonly responseUrl: string | null;
  /** The thread that they asked in; older ones do not say. */
  readonly thread?: string | null;
  /** When `responseUrl` was given, in milliseconds since 1970. */
  readonly at: number;
};
