import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.ts';
import { refused } from '../../../src/job/admission.ts';
import type { StartResult } from '../../../src/job/store.ts';
import { job, room } from './support/recording-room.ts';

describe('a start that is refused', () => {
  const taken = (name: string): StartResult =>
    refused(new UserError('exists', { en: `There is ${name}.`, es: `Ya hay ${name}.` }), true);

  it('chooses again where labvm chose the name', async () => {
    const asked: (string | null | undefined)[] = [];
    const { say } = room({
      ports: {
        async start({ jobs }) {
          asked.push(jobs[0]?.vm);
          return asked.length < 3 ? taken('tiny-1') : { kind: 'started', job: job() };
        },
      },
    });
    expect(await say('/vm create tiny')).toMatchObject({ kind: 'started' });
    expect(asked).toHaveLength(3);
  });

  it('gives up where others are always faster', async () => {
    let starts = 0;
    const { say } = room({
      ports: {
        async start() {
          starts += 1;
          return taken('tiny-1');
        },
      },
    });
    expect(await say('/vm create tiny')).toMatchObject({ kind: 'refused', error: { code: 'busy' } });
    expect(starts).toBe(20);
  });

  it('says so where the name was asked for', async () => {
    const { say } = room({ ports: { start: async () => taken('web1') } });
    expect(await say('/vm create tiny web1')).toMatchObject({
      kind: 'refused',
      error: { code: 'exists', text: { en: expect.stringContaining('web1') } },
    });
  });

  it('says what stands against it, and tries no other name, where it is not the name', async () => {
    let starts = 0;
    const text = { en: 'There is no room.', es: 'No hay sitio.' };
    const { say } = room({
      ports: {
        async start() {
          starts += 1;
          return refused(new UserError('no-capacity', text));
        },
      },
    });
    expect(await say('/vm create tiny')).toMatchObject({
      kind: 'refused',
      error: { code: 'no-capacity', text },
    });
    expect(starts).toBe(1);
  });
});
