import { expect, it } from 'vitest';
import { WAITING_FOR_DOWNLOAD } from '../../src/image/progress-words.ts';
import { plainText } from '../../src/view/plain.ts';
import { ANA, BEN, commandLab, PLACE, refused, TEACHER, viewOf } from './support/lab.ts';

/** Ana's machine fetches its image; somebody else's waits behind it, unless it goes on by itself. */
async function lab(waiter: typeof TEACHER, note: typeof WAITING_FOR_DOWNLOAD | null = WAITING_FOR_DOWNLOAD) {
  const opened = commandLab();
  const { store } = opened;
  const worker = await store.workers.enter();
  const start = async (actor: typeof TEACHER, vm: string) => {
    const result = await store.jobs.start({
      worker,
      invocationId: `i-${vm}`,
      actorId: actor.id,
      place: PLACE,
      locale: 'en',
      jobs: [
        { kind: 'vm.create', vm, input: { name: vm }, stepNames: ['image', 'machine'], reservation: null },
      ],
      admission: null,
      mostJobs: 9,
    });
    if (result.kind !== 'started') throw new Error(`${vm} was not started`);
    await store.jobs.claim(worker, 9);
    await store.jobs.beginStep(result.job.id, worker, 'image', {
      slot: null,
      evenIfCancelled: false,
      irrevocable: false,
    });
    return result.job.id;
  };
  const first = await start(ANA, 'anas');
  const second = await start(waiter, 'lesson');
  const amount = { en: '1 of 20 MB', es: '1 de 20 MB' };
  await store.jobs.noteStep(first, worker, 'image', amount, 0.05);
  await store.jobs.noteStep(second, worker, 'image', note ?? amount, undefined);
  return { ...opened, first, second };
}

it('a teacher may cancel the download that their own waits for, and is told which it is', async () => {
  const { ask, first, store } = await lab(TEACHER);
  const list = viewOf(await ask('/job list', TEACHER));
  expect(plainText(list, 'en', 200)).toContain(`is waiting for the download of ${first}`);
  expect(plainText(list, 'es', 200)).toContain(`espera la descarga de ${first}`);
  expect((await ask(`/job cancel ${first}`, TEACHER)).kind).toBe('said');
  expect((await store.jobs.get(first))?.cancelledBy).toBe(TEACHER.id);
});

it('whatever the words are in which its waiting is said', async () => {
  const { ask, first } = await lab(TEACHER, { en: '3 MB', es: '3 MB', waitsFor: 'download' });
  expect((await ask(`/job cancel ${first}`, TEACHER)).kind).toBe('said');
});

it('but the words alone give no right, as a labvm of before stored them', async () => {
  const { en, es } = WAITING_FOR_DOWNLOAD;
  const { ask, first } = await lab(TEACHER, { en, es });
  expect(refused(await ask(`/job cancel ${first}`, TEACHER)).code).toBe('not-allowed');
});

it('but not where nothing of theirs waits', async () => {
  const { ask, first } = await lab(TEACHER, null);
  expect(refused(await ask(`/job cancel ${first}`, TEACHER)).code).toBe('not-allowed');
});

it('nor what does not download', async () => {
  const { ask, store, first } = await lab(TEACHER);
  const worker = await store.workers.enter();
  expect(worker).not.toBe('');
  await ask(`/job cancel ${first}`, ANA);
  const start = await ask('/vm create tiny', BEN);
  if (start.kind !== 'started') return;
  expect(refused(await ask(`/job cancel ${start.jobId}`, TEACHER)).code).toBe('not-allowed');
});

it('a student whose job waits hears of no other one', async () => {
  const { ask, first } = await lab(BEN);
  expect(refused(await ask(`/job cancel ${first}`, BEN)).code).toBe('not-found');
  expect(JSON.stringify(await ask('/job list', BEN))).not.toContain(first);
});
