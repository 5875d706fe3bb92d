import { type Access, createAccess } from '../../../../src/access/authorise.ts';
import type { Hypervisor } from '../../../../src/vm/hypervisor.ts';
import { isVmName } from '../../../../src/vm/name.ts';
import { answerOf, job, room } from './recording-room.ts';

/** A guest, a student, a teacher, an administrator; and a student who only owns something. */
const GUS = 'slack:T1:gus';
const ANA = 'slack:T1:ana';
const EVA = 'slack:T1:eva';
const ROOT = 'slack:T1:root';
const BEN = 'slack:T1:ben';
export const ACTORS = [GUS, ANA, EVA, ROOT] as const;

/** What a command may ask of a hypervisor: it reads, and changes nothing. */
const READS = new Set([
  'capabilities',
  'hosts',
  'images',
  'list',
  'find',
  'addresses',
  'traffic',
  'consoleTail',
]);
/** Every word that a job may hold beside the names of machines. */
const JOB_WORDS = new Set(['tiny', 'bios', 'virtio', ANA, EVA, ROOT, BEN]);

/**
 * A room that notes whatever comes through to its ports and is not validated, or is not the asker's to ask.
 * The machine `web1` and the job `aaaa` are Ana's, `bens` and `bbbb` are Ben's.
 */
export function strictRoom() {
  const breaches: unknown[][] = [];
  const must = (isSo: boolean, ...what: unknown[]) => {
    if (!isSo) breaches.push(what);
  };
  const unconcluded = new Set<string>();
  const counts = { starts: 0, cancels: 0, calls: 0 };
  const jobs = [job({ id: 'aaaa', actorId: ANA }), job({ id: 'bbbb', actorId: BEN })];

  const watch = (hypervisor: Hypervisor): Hypervisor =>
    new Proxy(hypervisor, {
      get:
        (target, name: keyof Hypervisor) =>
        (...given: readonly unknown[]): unknown => {
          counts.calls += 1;
          must(READS.has(name), 'an order to the hypervisor', name);
          if (name === 'find') must(isVmName(String(given[0])), 'find', given[0]);
          if (name === 'consoleTail') must(Number(given[1]) <= 200 * 160, 'consoleTail', given[1]);
          return Reflect.apply(target[name], target, given);
        },
    });

  const stage = room({
    jobs,
    watch,
    ports: {
      access: accessFor(),
      audit: {
        async record({ invocationId, line, command }) {
          must(line.length <= 1000, 'the line of an audit row', line.length);
          must(command.length <= 41, 'the command of an audit row', command.length);
          unconcluded.add(invocationId);
          return true;
        },
        async conclude({ invocationId }) {
          must(unconcluded.delete(invocationId), 'a request concluded twice', invocationId);
        },
      },
      async start({ actorId, jobs: asked }) {
        counts.starts += 1;
        for (const { kind, vm, input, reservation } of asked) {
          must(actorId !== GUS, 'a job of a guest', kind);
          must(vm !== null && isVmName(vm), 'the machine of a job', vm);
          must(kind === 'vm.create' || mayOrder(actorId, kind, vm), 'a job on a machine', actorId, kind, vm);
          for (const text of [...stringsIn(input), ...stringsIn(reservation)]) {
            must(JOB_WORDS.has(text) || isVmName(text), 'a word in a job', text);
          }
          for (const number of [...numbersIn(input), ...numbersIn(reservation)]) {
            must(Number.isInteger(number) && number >= 0 && number <= 65_536, 'a number in a job', number);
          }
        }
        return { kind: 'started', job: job() };
      },
      async cancel(jobId, actorId) {
        counts.cancels += 1;
        must(actorId === ROOT || (actorId === ANA && jobId === 'aaaa'), 'a cancellation', actorId, jobId);
        return jobs.find(({ id }) => id === jobId) ?? null;
      },
    },
  });
  stage.machine('web1', ANA);
  stage.machine('bens', BEN);

  return {
    world: stage.world,
    breaches,
    unconcluded,
    counts,
    /** What the log holds: nothing, as long as nothing goes wrong that is ours. */
    errors: stage.heard.errors,
    say: async (line: string, actorId: string) =>
      answerOf(await stage.receive(stage.invocation(line, actorId))),
  };
}

/** Two installations in one, because one has a single default role. */
function accessFor(): Access {
  const guests = createAccess({ admins: [], teachers: [], defaultRole: 'guest' });
  const others = createAccess({ admins: [ROOT], teachers: [EVA], defaultRole: 'student' });
  const of = (actor: { id: string }) => (actor.id === GUS ? guests : others);
  return {
    roleOf: (actor) => of(actor).roleOf(actor),
    decide: (actor, capability) => of(actor).decide(actor, capability),
    limitsOf: (actor) => of(actor).limitsOf(actor),
  };
}

function mayOrder(actorId: string, kind: string, vm: string | null): boolean {
  if (actorId === ROOT) return true;
  if (actorId === EVA) return kind !== 'vm.delete';
  return actorId === ANA && vm === 'web1';
}

/** Every string in a value, however deep. */
function stringsIn(value: unknown): readonly string[] {
  return leavesOf(value).filter((leaf) => typeof leaf === 'string');
}

function numbersIn(value: unknown): readonly number[] {
  return leavesOf(value).filter((leaf) => typeof leaf === 'number');
}

function leavesOf(value: unknown): readonly unknown[] {
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [value];
}
