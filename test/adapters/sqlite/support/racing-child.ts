import { createInterface } from 'node:readline';
import { openStore } from '../../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../../src/base/clock.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { capacity } from '../../../src/host/support/capacity.ts';
import { act, admission, creating, plain } from './requests.ts';

// A process that does what it is told in one line, and answers in one line, at the same time as its rivals.
const store = openStore({ file: process.argv[2] ?? '', clock: systemClock, log: silentLog });
const worker = await store.workers.enter();
console.log(worker);

const deeds: Record<string, (name: string) => Promise<string>> = {
  /** Asks for a machine of that name. */
  name: async (name) => (await store.jobs.start(act(worker, [creating(name)], own()))).kind,
  /** Asks for a machine of its own name, of which an owner may have three. */
  quota: async (name) => {
    const request = act(worker, [creating(`${name}-${process.pid}`)], {
      ...own(),
      admission: admission({}, { vms: 3 }),
    });
    return (await store.jobs.start(request)).kind;
  },
  /** Asks for a machine of its own name, for which there are two hosts with room for two each. */
  host: async (name) => {
    const hosts = ['lab1', 'lab2'].map((host) => capacity(host, { memoryMiB: 400 }));
    const request = act(worker, [creating(`${name}-${process.pid}`)], {
      ...own(),
      admission: admission({ hosts }),
    });
    return (await store.jobs.start(request)).kind;
  },
  /** Starts the same act. */
  act: async (id) => (await store.jobs.start(act(worker, [plain('v')], { invocationId: id }))).kind,
  claim: async () => (await store.jobs.claim(worker, 100)).map((job) => job.id).join(' '),
  /** Takes a slot of two for its job, if it can. */
  slot: async (jobId) => {
    const slot = { kind: 'disk', limit: 2 } as const;
    return store.jobs.beginStep(jobId, worker, 'one', { slot, evenIfCancelled: false, irrevocable: false });
  },
  ring: async () => {
    store.doorbell.ring();
    return 'rung';
  },
};

function own() {
  return { invocationId: `${process.pid}-${performance.now()}` };
}

for await (const line of createInterface({ input: process.stdin })) {
  const [deed = '', argument = ''] = line.split(' ');
  console.log(await deeds[deed]?.(argument));
}
