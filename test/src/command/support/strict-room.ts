import { type Access, createAccess } from '../../../../src/access/authorise.ts';
import { RIGHTS } from '../../../../src/app.ts';
import { lineOfKey, parseSshKey, type SshKey } from '../../../../src/key/ssh-key.ts';
import type { Hypervisor } from '../../../../src/vm/hypervisor.ts';
import { isVmName } from '../../../../src/vm/name.ts';
import { ANAS_KEY, BENS_KEY } from './keys.ts';
import { answerOf, job, room } from './recording-room.ts';
import { CHECKED, isJobWord, isTitle, withoutTitle } from './strict-words.ts';

/** A guest, a student, a teacher, an administrator; and a student who only owns something. */
const GUS = 'slack:T1:gus';
const ANA = 'slack:T1:ana';
const EVA = 'slack:T1:eva';
const ROOT = 'slack:T1:root';
const BEN = 'slack:T1:ben';
export const ACTORS = [GUS, ANA, EVA, ROOT] as const;

/** What a command may ask of a hypervisor: it reads, and changes nothing. */
const READS = new Set([
  'diskUse',
  'capabilities',
  'hosts',
  'diskUse',
  'images',
  'unfinishedImages',
  'list',
  'find',
  'addresses',
  'traffic',
  'startSigns',
  'consoleTail',
  'screenshot',
  // The one order that an act gives at once.
  'pressKeys',
]);
/** Jobs that are about an image and no machine. */
const IMAGE_JOBS = new Set(['image.fetch', 'image.remove', 'image.verify', 'image.prune']);
/** Who owns a machine. */
const OWNERS = new Set([ANA, EVA, ROOT, BEN]);
/** Ana's machines. */
const ANAS = new Set(['web1', 'idle', 'live1']);

/**
 * A room that notes whatever comes through to its ports and is not validated, or is not the asker's to ask.
 * The machines `web1`, `idle` (which is off) and `live1` (which has a disc) and the job `aaaa` are Ana's, `bens` and
 * `bbbb` are Ben's. The host has the disc of `slitaz`.
 */
export function strictRoom() {
  const breaches: unknown[][] = [];
  const must = (isSo: boolean, ...what: unknown[]) => {
    if (!isSo) breaches.push(what);
  };
  const mustBeKeys = (keys: unknown) => {
    counts.pressed += 1;
    const isRight = Array.isArray(keys) && keys.length > 0 && keys.length <= 16;
    must(isRight && keys.every((key) => Number.isInteger(key) && key > 0 && key < 128), 'keys', keys);
  };
  const unconcluded = new Set<string>();
  const counts = {
    starts: 0,
    cancels: 0,
    calls: 0,
    imageJobs: 0,
    keys: 0,
    passwords: 0,
    pressed: 0,
    granted: 0,
  };
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
          if (name === 'pressKeys') mustBeKeys(given[1]);
          return Reflect.apply(target[name], target, given);
        },
    });

  const changeKey = (person: string, key: SshKey): boolean => {
    counts.keys += 1;
    must(person === ANA || person === EVA || person === ROOT, 'a key of somebody else', person);
    const parsed = parseSshKey(lineOfKey(key));
    must(parsed.ok && JSON.stringify(parsed.key) === JSON.stringify(key), 'a key', key);
    must(/^[\x20-\x7e]*$/.test(lineOfKey(key)), 'a line of a key', key);
    return true;
  };

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
          if (IMAGE_JOBS.has(kind)) {
            counts.imageJobs += 1;
            must(vm === null && reservation === null, 'an image’s job with a machine', kind, vm);
            must(actorId === EVA || actorId === ROOT, 'a job on images', actorId, kind);
          } else {
            must(vm !== null && isVmName(vm), 'the machine of a job', vm);
            must(
              kind === 'vm.create' || mayOrder(actorId, kind, vm),
              'a job on a machine',
              actorId,
              kind,
              vm,
            );
          }
          if (kind === 'image.fetch') must(pathIn(input) === null, 'a file of the host', actorId, input);
          const { rest, title } = withoutTitle(kind, input);
          must(title === null || isTitle(title), 'a title', title);
          for (const text of [...stringsIn(rest), ...stringsIn(reservation)]) {
            must(OWNERS.has(text) || isJobWord(kind, text) || isVmName(text), 'a word in a job', text);
            must(text !== CHECKED || actorId !== ANA, 'a first start written by a student', actorId);
          }
          for (const number of [...numbersIn(input), ...numbersIn(reservation)]) {
            must(Number.isInteger(number) && number >= 0 && number <= 65_536, 'a number in a job', number);
          }
        }
        return { kind: 'started', job: job() };
      },
    },
    tools: {
      consoles: {
        async grant({ vm, actor }) {
          counts.granted += 1;
          const isHis = actor.id === ANA ? ANAS.has(vm.name) : actor.id === EVA || actor.id === ROOT;
          must(isHis, 'a console of somebody else', actor.id, vm.name);
          return { token: 'token', until: new Date() };
        },
        async revoke({ vm, actorId }) {
          must(isVmName(String(stage.nameOf(vm.ref))), 'consoles of no machine', vm.ref, actorId);
          return 1;
        },
      },
      // What reaches a seed went through here.
      firstBoot: {
        userData: async (given) => {
          must(typeof given === 'string', 'a file of the host, in a chat');
          return CHECKED;
        },
        passwordOf: async (requestId) => {
          counts.passwords += 1;
          return `password-of-${requestId}`;
        },
      },
      keys: {
        of: async (person) => keysOf(person),
        add: async (person, key) => (changeKey(person, key) ? 'added' : 'known'),
        remove: async (person, key) => {
          must(
            keysOf(person).some(({ data }) => data === key.data),
            'a key that is not his',
            person,
            key,
          );
          return changeKey(person, key);
        },
      },
      async cancelJob(jobId, actorId) {
        counts.cancels += 1;
        must(actorId === ROOT || (actorId === ANA && jobId === 'aaaa'), 'a cancellation', actorId, jobId);
        return jobs.find(({ id }) => id === jobId) ?? null;
      },
    },
  });
  stage.machine('web1', ANA);
  stage.machine('bens', BEN);
  stage.machine('idle', ANA, { power: 'off', image: 'debian' });
  stage.disc('slitaz');
  stage.machine('live1', ANA, { image: 'slitaz', medium: 'live' });

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
  const guests = createAccess({ admins: [], teachers: [], defaultRole: 'guest' }, RIGHTS);
  const others = createAccess({ admins: [ROOT], teachers: [EVA], defaultRole: 'student' }, RIGHTS);
  const of = (actor: { id: string }) => (actor.id === GUS ? guests : others);
  return {
    roleOf: (actor) => of(actor).roleOf(actor),
    personOf: others.personOf,
    accountsOf: others.accountsOf,
    decide: (actor, capability) => of(actor).decide(actor, capability),
    reaches: (actor, capability, owner) => of(actor).reaches(actor, capability, owner),
    limitsOf: (actor) => of(actor).limitsOf(actor),
    ratesOf: (actor) => of(actor).ratesOf(actor),
  };
}

function mayOrder(actorId: string, kind: string, vm: string | null): boolean {
  if (actorId === ROOT) return true;
  if (actorId === EVA) return kind !== 'vm.delete' && kind !== 'image.save';
  return actorId === ANA && kind !== 'image.save' && vm !== null && ANAS.has(vm);
}

function keysOf(person: string): readonly SshKey[] {
  if (person === ANA) return [ANAS_KEY];
  return person === BEN ? [BENS_KEY] : [];
}

/** The file that an image is taken from. */
function pathIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'path' in input ? input.path : undefined;
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
