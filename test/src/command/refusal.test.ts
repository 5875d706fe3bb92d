import { describe, expect, it } from 'vitest';
import type { StartResult } from '../../../src/job/store.ts';
import { job, room } from './support/recording-room.ts';

describe('a start that is refused', () => {
  const taken = (name: string): StartResult => ({ kind: 'refused', refusal: { kind: 'name-taken', name } });

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

  it('names the number that is short, what was asked and what would fit', async () => {
    const refusal = { kind: 'over-limit', limit: 'memoryMiB', asked: 512, used: 3840, max: 4096 } as const;
    const { say } = room({ ports: { start: async () => ({ kind: 'refused', refusal }) } });
    expect(await say('/vm create tiny')).toMatchObject({
      error: {
        code: 'over-limit',
        text: {
          en: 'This takes 512 MiB of memory of running machines; 3840 of 4096 are in use, so 256 would fit.',
        },
      },
    });
  });

  it('offers nothing where somebody is over his limit already', async () => {
    const refusal = { kind: 'over-limit', limit: 'vms', asked: 1, used: 9, max: 4 } as const;
    const { say } = room({ ports: { start: async () => ({ kind: 'refused', refusal }) } });
    expect(await say('/vm create tiny')).toMatchObject({
      error: { text: { en: expect.stringContaining('so 0 would fit') } },
    });
  });

  it('tells what the host has left', async () => {
    const refusal = { kind: 'host-full', what: 'diskGiB', asked: 20, free: 7 } as const;
    const { say } = room({ ports: { start: async () => ({ kind: 'refused', refusal }) } });
    expect(await say('/vm create tiny')).toMatchObject({
      error: {
        code: 'no-capacity',
        text: { en: expect.stringContaining('takes 20 GiB of disk, and 7 are left') },
      },
    });
  });
});
