import { randomUUID } from 'node:crypto';
import { silentLog } from '../src/base/log.ts';
import type { JobSight } from '../src/chat/desk.ts';
import { readConfig } from '../src/config.ts';
import { type Lab, openLab } from '../src/main.ts';

const PLACE = { chat: 'terminal', channel: 'local' };
const ACTOR = { id: 'terminal:local', displayName: 'bench' };

/** A labvm that runs, as it does between two commands, and what a person does with it. */
export interface Bot {
  /** Types a line and follows its job to the end. @returns the milliseconds to each sight that `marks` names */
  type(
    line: string,
    marks: Readonly<Record<string, (sight: JobSight) => boolean>>,
  ): Promise<Record<string, number>>;
  lab: Lab;
  close(): Promise<void>;
}

export async function openBot(env: Readonly<Record<string, string>> = {}): Promise<Bot> {
  const lab = await openLab(readConfig({ ...process.env, ...env }), silentLog);
  await lab.app.start();
  return {
    lab,
    async type(line, marks) {
      const startedAt = performance.now();
      const found: Record<string, number> = {};
      const received = await lab.app.desk.receive({
        id: randomUUID(),
        actor: ACTOR,
        place: PLACE,
        locale: 'en',
        line,
      });
      if (received.kind !== 'accepted') throw new Error(`${line} was ${received.kind}`);
      const answer = await received.answer();
      if (answer.kind === 'refused') throw answer.error;
      if (answer.kind !== 'started') return { ...found, answered: performance.now() - startedAt };
      for await (const sight of lab.app.desk.follow(answer.jobId, AbortSignal.timeout(300_000))) {
        for (const [name, reached] of Object.entries(marks)) {
          if (found[name] === undefined && reached(sight)) found[name] = performance.now() - startedAt;
        }
        if (sight.error) throw new Error(`${line}: ${sight.error.text.en}`);
      }
      return { ...found, ended: performance.now() - startedAt };
    },
    close: () => lab.close(),
  };
}

/** A step of the job is done. */
export function stepDone(step: string): (sight: JobSight) => boolean {
  return ({ job }) => job.steps.some(({ name, state }) => name === step && state === 'done');
}
