import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../src/job/job.ts';
import { wasAskedFor } from '../../../../src/vm/notices/asked.ts';
import type { VmChange } from '../../../../src/vm/ports/changes.ts';
import type { VmRef } from '../../../../src/vm/vm.ts';
import { vmWorks } from '../../../../src/vm/work/index.ts';

const works = new Map(vmWorks.map((work) => [work.kind, work]));

const at = new Date('2026-11-23T10:00:00Z');

function change(after: VmChange['after']): VmChange {
  return {
    ref: 'r' as VmRef,
    name: 'web1',
    owner: 'terminal:local',
    before: 'running',
    after,
    reason: 'unknown',
    at,
    missed: false,
  };
}

function job(kind: string, more: Partial<Job> = {}): Job {
  return {
    id: 'j1',
    kind,
    parentId: null,
    invocationId: 'i1',
    actorId: 'terminal:local',
    place: { chat: 'terminal', channel: 'local' },
    locale: 'en',
    vm: 'web1',
    input: { name: 'web1' },
    state: 'running',
    steps: [],
    cancelledBy: null,
    ending: null,
    error: null,
    result: null,
    createdAt: at,
    startedAt: at,
    finishedAt: null,
    revision: 1,
    ...more,
  };
}

const asked = (after: VmChange['after'], ...jobs: Job[]) =>
  wasAskedFor(change(after), { ofVm: async () => jobs }, works);

describe('wasAskedFor', () => {
  it('holds a change without any job for unasked', async () => {
    expect(await asked('off')).toBe(false);
  });

  it('holds a change that a job causes for asked', async () => {
    expect(await asked('off', job('vm.stop'))).toBe(true);
    expect(await asked('running', job('vm.start'))).toBe(true);
    expect(await asked(null, job('vm.delete'))).toBe(true);
  });

  it('tells a change that the job at work does not cause', async () => {
    expect(await asked('off', job('vm.start'))).toBe(false);
    expect(await asked(null, job('vm.stop'))).toBe(false);
  });

  it('takes only the last change of a finished job for its echo', async () => {
    const finished = { state: 'done', finishedAt: at } as const;
    expect(await asked('running', job('vm.restart', finished))).toBe(true);
    expect(await asked('off', job('vm.restart', finished))).toBe(false);
    expect(await asked('off', job('vm.create', finished))).toBe(false);
  });

  it('takes only the last job that has ended for the cause', async () => {
    const finished = { state: 'done', finishedAt: at } as const;
    expect(await asked('running', job('vm.start', finished), job('vm.kill', finished))).toBe(false);
    expect(await asked('off', job('vm.start', finished), job('vm.kill', finished))).toBe(true);
  });

  it('holds whatever happens while a job is undone for asked', async () => {
    expect(await asked(null, job('vm.create', { cancelledBy: 'terminal:local' }))).toBe(true);
  });

  it('asks for jobs that ended shortly before the change', async () => {
    let since = new Date(0);
    const ofVm = async (_vm: string, endedAfter: Date) => {
      since = endedAfter;
      return [];
    };
    await wasAskedFor(change('off'), { ofVm }, works);
    expect(at.getTime() - since.getTime()).toBeGreaterThan(500);
    expect(at.getTime() - since.getTime()).toBeLessThan(10_000);
  });
});
