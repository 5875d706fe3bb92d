import { expect, test } from 'vitest';
import { mustHaveRoom } from '../../src/host/scarce.ts';
import { act, plain } from '../adapters/sqlite/support/requests.ts';
import { troubleDoc } from '../support/trouble-doc.ts';
import { ADMIN, addImage, addMachine, commandLab, refused } from './support/lab.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKtqba65kXe3gWYRDVJGmVKNVGZYcIIcjU5dxMgZ5hTY';

/** A lab whose data directory lies on a disk that is all but full. */
function fullLab() {
  const look = async () => ({ directory: '/data', freeBytes: 0, reserveBytes: 4096, isScarce: true });
  const lab = commandLab({ ports: { mustHaveRoom: () => mustHaveRoom({ look }) } });
  addMachine(lab.hypervisor, 'web1');
  addMachine(lab.hypervisor, 'off1', 'off');
  addImage(lab.hypervisor, 'tiny');
  addImage(lab.hypervisor, 'slitaz', { format: 'iso' });
  return lab;
}

test.for([
  '/vm create tiny',
  '/vm start off1',
  '/vm restart web1',
  '/image pull debian',
  '/image verify tiny',
  '/vm console web1',
  `/my key add "${KEY}"`,
])('a full disk refuses before anything is begun: %s', async (line) => {
  const lab = fullLab();
  const { code, text, hint } = refused(await lab.ask(line));
  expect({ code, ...text }).toEqual({
    code: 'no-capacity',
    en: 'The disk of labvm’s data directory is full.',
    es: 'El disco del directorio de datos de labvm está lleno.',
  });
  expect(hint?.en).toContain('/vm delete');
  expect(troubleDoc).toContain(text.en);
  expect(lab.starts).toEqual([]);
});

test.for([
  '/vm delete web1 --yes',
  '/vm stop web1',
  '/vm kill web1',
  '/vm pause web1',
  '/image remove slitaz --yes',
  '/image prune --yes',
])('a full disk lets pass what makes room, or keeps it from going on: %s', async (line) => {
  const lab = fullLab();
  expect(await lab.ask(line)).toMatchObject({ kind: 'started' });
});

test('a full disk lets a job be cancelled', async () => {
  const lab = fullLab();
  const worker = await lab.store.workers.enter();
  const started = await lab.store.jobs.start(act(worker, [plain('web1')], { actorId: ADMIN.id }));
  if (started.kind !== 'started') throw new Error('It did not start.');
  const answer = await lab.ask(`/job cancel ${started.job.id}`);
  expect(answer.kind === 'refused' ? answer.error.code : answer.kind).toBe('said');
  expect(await lab.store.jobs.get(started.job.id)).toMatchObject({ cancelledBy: ADMIN.id });
});

test.for([
  '/vm list',
  '/vm show web1',
  '/job list',
  '/host doctor',
  '/vm create',
  '/vm console web1 --revoke',
])('a full disk is no answer to a question: %s', async (line) => {
  const answer = await fullLab().ask(line);
  expect(answer.kind === 'refused' ? answer.error.code : answer.kind).not.toBe('no-capacity');
});
