import { createHash } from 'node:crypto';
import { HEADER_BYTES, readHeader } from '../../adapters/libvirt/image/header.ts';
import { UserError } from '../../src/base/errors.ts';
import type { PortError } from '../../src/base/port-error.ts';
import type { HostImage, ImageFacts, ImageIntake, Inspection } from '../../src/image/host-image.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import { hostError } from './host-error.ts';
import type { FakeMachine, FakeWorld } from './world.ts';

/** An image that is on its way into a fake world. */
export interface FakeIntake {
  bytes: Buffer;
  mark: string;
  isOpen: boolean;
}

type ImageCalls = Pick<
  Hypervisor,
  'receiveImage' | 'unfinishedImages' | 'readImage' | 'removeImage' | 'removeOldImages'
>;

/** The images of a fake world, whose machines stand on their image's id. */
export function fakeImages(world: FakeWorld): ImageCalls {
  return {
    receiveImage: async (id) => receive(world, id),
    unfinishedImages: async () =>
      [...world.intakes].map(([id, { bytes }]) => ({ id, sizeBytes: bytes.length })),
    async readImage(id) {
      const bytes = world.imageBytes.get(id);
      if (!bytes) throw missing(id);
      return (async function* () {
        yield bytes;
      })();
    },
    async removeImage(id) {
      const users = usersOf(world, id);
      if (users.length > 0) throw hostError('busy', `The image ${id} is needed by ${users.join(', ')}.`);
      const place = world.images.findIndex((image) => image.id === id);
      if (place >= 0) world.images.splice(place, 1);
      world.imageBytes.delete(id);
    },
    async removeOldImages() {
      const old = world.oldImages.filter(({ id }) => usersOf(world, id).length === 0);
      world.oldImages.splice(
        0,
        world.oldImages.length,
        ...world.oldImages.filter((one) => !old.includes(one)),
      );
      return old.map(({ id, sizeBytes }) => ({ name: `image-${id}`, sizeBytes }));
    },
  };
}

/** The machines that need an image. */
export function usersOf(world: FakeWorld, id: string): readonly string[] {
  return [...world.machines.values()]
    .filter(
      ({ plan, disc }) =>
        (plan.medium === 'live' || plan.medium === 'install' ? disc : plan.image) === id || disc === id,
    )
    .map(({ plan }) => plan.name)
    .sort();
}

export function withUsers(world: FakeWorld): readonly HostImage[] {
  return world.images.map((image) => ({ ...image, usedBy: usersOf(world, image.id) }));
}

/** Makes an image of a machine's disk. */
export function save(
  world: FakeWorld,
  machine: FakeMachine,
  facts: Pick<ImageFacts, 'id' | 'origin' | 'declared'>,
): void {
  if (machine.power !== 'off') throw hostError('wrong-state', `${machine.plan.name} is on.`);
  const there = world.images.find(({ id }) => id === facts.id);
  if (there?.origin?.at === facts.origin?.at && there) return;
  if (there) throw hostError('exists', `There is already an image called ${facts.id}.`);
  const bytes = Buffer.from(`the disk of ${machine.plan.name}`);
  put(world, { ...facts, format: 'qcow2', virtualSizeBytes: machine.plan.spec.diskGiB * 1024 ** 3 }, bytes);
}

function receive(world: FakeWorld, id: string): ImageIntake {
  const known = world.intakes.get(id);
  if (known?.isOpen) throw hostError('busy', `The image ${id} is already being taken in.`);
  const intake: FakeIntake = known ?? { bytes: Buffer.alloc(0), mark: '', isOpen: false };
  intake.isOpen = true;
  world.intakes.set(id, intake);
  const close = async () => {
    intake.isOpen = false;
  };
  return {
    get sizeBytes() {
      return intake.bytes.length;
    },
    get mark() {
      return intake.mark;
    },
    room: async () => world.host.diskGiB * 1024 ** 3,
    async restart(mark) {
      intake.bytes = Buffer.alloc(0);
      intake.mark = mark;
    },
    async *read() {
      yield intake.bytes;
    },
    async write(bytes) {
      intake.bytes = Buffer.concat([intake.bytes, bytes]);
    },
    foreign: async () => null,
    inspect: async () => inspect(intake.bytes),
    async keep(facts) {
      const { id: _, sizeBytes: __, sha256: ___, ...rest } = facts;
      put(world, { ...rest, id }, intake.bytes);
      world.intakes.delete(id);
      await close();
    },
    close,
    async drop() {
      if (!intake.isOpen) return;
      world.intakes.delete(id);
      await close();
    },
  };
}

function put(world: FakeWorld, facts: Omit<ImageFacts, 'sizeBytes' | 'sha256'>, bytes: Buffer): void {
  const place = world.images.findIndex(({ id }) => id === facts.id);
  const before = world.images[place];
  if (before) {
    world.oldImages.push(before);
    world.images.splice(place, 1);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  world.images.push({ ...facts, sizeBytes: bytes.length, sha256, usedBy: [] });
  world.imageBytes.set(facts.id, bytes);
}

/** What the header says, which is all that a fake looks at. */
function inspect(bytes: Buffer): Inspection {
  const header = readHeader(bytes.subarray(0, HEADER_BYTES));
  const isGood = header.kind === 'iso' || header.kind === 'raw' || (header.kind === 'qcow2' && !header.fault);
  if (!isGood) throw new UserError('bad-image', { en: 'No image.', es: 'No es una imagen.' });
  return { format: header.kind, virtualSizeBytes: bytes.length };
}

function missing(id: string): PortError {
  return hostError('not-found', `The image ${id} is not on this host.`);
}
