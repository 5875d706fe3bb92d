import type { Gate, Hold } from './gate.ts';

/** What each step of a create begins with: its disk and machine, its start, its address. */
const BEGINNINGS: readonly Hold[] = [
  ['storageVolumeCreateXml', 'domainDefineXmlFlags'],
  ['domainCreateWithFlags'],
  ['networkGetDhcpLeases', 'domainInterfaceAddresses'],
];

/** The lines of a message that are steps, each with its sign: the terminal's and Slack's, or Discord's. */
const STEP = /^(?:- )?(?:[○●✓✗]|▫️|⏳|✅|❌|↩️?) /u;
const AT_WORK = /^(?:- )?(?:●|⏳) /u;
const NOT_OVER = /^(?:- )?(?:[○●]|▫️|⏳) /mu;

/** Which step a message shows at work, from 0; null where it shows none. */
export function stepAtWork(text: string): number | null {
  const steps = text.split('\n').filter((line) => STEP.test(line));
  const at = steps.findIndex((line) => AT_WORK.test(line));
  return at < 0 ? null : at;
}

/** Whether a message shows a step that is at work or still to come. */
export const isAtWork = (text: string): boolean => NOT_OVER.test(text);

/**
 * Makes a machine, and lets no step do its work before its message shows it.
 * @param act asks for the machine
 * @param shown waits for the message at a step, from 0; @returns it
 * @returns the message at each step
 */
export async function throughSteps(
  gate: Gate,
  act: () => Promise<unknown>,
  shown: (step: number) => Promise<string>,
): Promise<readonly string[]> {
  const [first = [], ...others] = BEGINNINGS;
  const states: string[] = [];
  gate.hold(first);
  await act();
  let held = first;
  for (const next of [...others, []]) {
    states.push(await shown(states.length));
    gate.hold(next);
    gate.release(held);
    held = next;
  }
  return states;
}
