import type { WriteStream } from 'node:tty';
import type { Desk } from '../../src/chat/desk.ts';
import type { Person } from './person.ts';
import type { Prompt } from './prompt.ts';
import { cancelJob, type Heard, submit } from './submit.ts';

export interface HearPorts {
  readonly desk: Desk;
  readonly person: Person;
  readonly prompt: Pick<Prompt, 'onInterrupt' | 'left'>;
  readonly stdout: Pick<WriteStream, 'write'>;
  /** Something went wrong after nobody waited any more. */
  onError(error: unknown): void;
}

/** Gives a line to labvm. null: the person did not wait for the answer; what it began is given up. */
export async function hear(line: string, ports: HearPorts): Promise<Heard | null> {
  const { desk, person, prompt, stdout, onError } = ports;
  const given = new AbortController();
  const givenUp = Promise.withResolvers<null>();
  prompt.onInterrupt(() => {
    stdout.write('^C\n');
    given.abort();
    givenUp.resolve(null);
  });
  const leave = () => givenUp.resolve(null);
  prompt.left.addEventListener('abort', leave, { once: true });
  const coming = submit(line, desk, person);
  const answer = await Promise.race([coming, givenUp.promise]);
  prompt.left.removeEventListener('abort', leave);
  if (answer === null) giveUp(coming, given.signal, ports).catch(onError);
  return answer;
}

/** Whoever left lets go on what they began; whoever broke off does not. */
async function giveUp(
  coming: Promise<Heard>,
  isBrokenOff: AbortSignal,
  { desk, person }: HearPorts,
): Promise<void> {
  const answer = await coming;
  if (isBrokenOff.aborted && answer.kind === 'started') await cancelJob(answer.jobId, desk, person);
}
