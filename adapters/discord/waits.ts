/** How long labvm waits for something while somebody in Discord waits for labvm, in milliseconds. */
export interface Waits {
  /**
   * An answer that comes this soon after the question arrived is said at once; else it is promised first. Where it is for
   * all, more time is worth a refusal that only the asker sees.
   */
  readonly quickMs: { readonly private: number; readonly channel: number };
  /** What arrives later than this after it was done is acknowledged before it is carried out. */
  readonly lateMs: number;
  /** How long the first answer may be tried. */
  readonly firstAnswerMs: number;
  /** How long the values of a form's menu are waited for. */
  readonly menuMs: number;
  /** How long choices are waited for while somebody types: those that come later than a letter are of no use. */
  readonly typingMs: number;
  /** How long a file that was attached may take to be fetched, once an answer is promised. */
  readonly fileMs: number;
}

/** All but a file's within the three seconds that Discord waits (interactions, receiving and responding). */
export const WAITS: Waits = {
  quickMs: { private: 20, channel: 200 },
  lateMs: 2000,
  firstAnswerMs: 2800,
  menuMs: 500,
  typingMs: 250,
  fileMs: 15_000,
};
