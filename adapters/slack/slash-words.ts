/**
 * Words that Slack keeps for itself. Reported by third parties, as Slack publishes no list; a word too many here
 * does no harm, and one too few makes a whole manifest invalid.
 */
export const RESERVED: ReadonlySet<string> = new Set(
  [
    'active apps archive away call collapse dm dnd expand feed feedback help invite join kick leave me msg mute',
    'open part prefs remind remove rename search shortcuts shrug star status topic unarchive who',
  ].flatMap((line) => line.split(' ')),
);
