import type { Repeated } from '../access/rates.ts';
import type { View } from '../view/view.ts';
import type { CommandContext } from './context.ts';
import type { ResultData } from './result-data.ts';

/** What an act may use, beside the tools of its domain. */
export interface ActContext extends CommandContext {
  /** Takes of what the asker may do in a while. @throws UserError where they have to wait */
  take(what: Repeated, count?: number): void;
}

/** What is said when it is done. */
export interface Done {
  readonly view: View;
  readonly data?: ResultData;
}

/** Something short that a command has done at once, without a job. Its domain declares it. */
export interface Act<Input, Tools> {
  /** There is more to remember afterwards than that it was asked for: it needs room in the store. */
  readonly remembers?: true;
  /** @throws UserError for the asker */
  carryOut(input: Input, context: ActContext & Tools): Promise<Done>;
}

/** A command's decision to have an act carried out. */
export interface ActDecision<Tools = unknown> {
  readonly kind: 'act';
  readonly act: Act<never, never>;
  readonly input: unknown;
  /** Never there: a command that decides for it uses its tools. */
  readonly uses?: (tools: Tools) => void;
}

/** Decides for an act, with what it is to do. */
export function doing<Input, Tools>(act: Act<Input, Tools>, input: Input): ActDecision<Tools> {
  return { kind: 'act', act: act as Act<never, never>, input };
}
