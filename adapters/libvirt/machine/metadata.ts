import { PortError } from '../../../src/base/port-error.ts';
import type { VmPlan } from '../../../src/vm/plan.ts';
import { attribute, child, type Xml } from '../xml.ts';

/** The XML namespace of what labvm writes into a domain; a domain without it is none of labvm's business. */
export const METADATA_NAMESPACE = 'urn:labvm:machine:1';

/** The namespace of a note that is written anew whenever the disc in a machine's drive changes. */
export const DISC_NAMESPACE = 'urn:labvm:disc:1';

/** The namespace of a note of where its console's log was when a machine was last switched on. */
export const START_NAMESPACE = 'urn:labvm:start:1';

/** Any engine can hold a flat string of this length (OpenStack's limit for a metadata value). */
const MOST_CHARACTERS = 255;

/** More than any disk; a number above it was not written by labvm. */
const MOST_DISK_GIB = 1_000_000;

/** What a domain knows of itself: enough to find the owner again when labvm's database is lost. */
export interface Metadata {
  readonly owner: string;
  readonly image: string;
  readonly requestId: string;
  readonly createdAt: Date;
  readonly diskGiB: number;
}

/**
 * The content of `<metadata>`: one element of labvm's own with flat strings.
 * @throws PortError if a value cannot stand in XML or is too long
 */
export function metadataXml(plan: VmPlan): Xml {
  return {
    'labvm:machine': {
      '@xmlns:labvm': METADATA_NAMESPACE,
      '@owner': flat('owner', plan.owner),
      '@image': flat('image', plan.image),
      '@request': flat('request', plan.requestId),
      '@created': plan.createdAt.toISOString(),
      '@disk-gib': String(plan.spec.diskGiB),
    },
  };
}

/** Reads labvm's part of a domain's description; null if there is none, or none that labvm can have written. */
export function readMetadata(domain: Xml): Metadata | null {
  const machine = child(child(domain, 'metadata'), 'labvm:machine');
  if (attribute(machine, 'xmlns:labvm') !== METADATA_NAMESPACE) return null;
  const [owner = '', image = '', requestId = ''] = ['owner', 'image', 'request'].map((name) =>
    attribute(machine, name),
  );
  const createdAt = new Date(attribute(machine, 'created') ?? '');
  const diskGiB = Number(attribute(machine, 'disk-gib') ?? Number.NaN);
  if (!isFlat(owner) || !isFlat(image) || !isFlat(requestId)) return null;
  if (Number.isNaN(createdAt.getTime()) || !(diskGiB >= 0 && diskGiB <= MOST_DISK_GIB)) return null;
  return { owner, image, requestId, createdAt, diskGiB };
}

/** Whether labvm's own element stands in a domain's description, whatever is in it. */
export function isMarked(domain: Xml): boolean {
  const machine = child(child(domain, 'metadata'), 'labvm:machine');
  return attribute(machine, 'xmlns:labvm') === METADATA_NAMESPACE;
}

function flat(field: string, value: string): string {
  if (isFlat(value)) return value;
  throw new PortError('failed', {
    en: `The machine cannot be created: its metadata ${field}, ${JSON.stringify(value.slice(0, 40))}, must have 1 to ${MOST_CHARACTERS} printable characters.`,
    es: `No se puede crear la máquina: su metadato ${field}, ${JSON.stringify(value.slice(0, 40))}, debe tener de 1 a ${MOST_CHARACTERS} caracteres imprimibles.`,
  });
}

function isFlat(value: string): boolean {
  return value.length <= MOST_CHARACTERS && /^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]+$/u.test(value);
}
