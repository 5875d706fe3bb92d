import type { Xml } from '../xml.ts';

/* What libvirt is told of a volume that it is to make (Storage volume XML format), but for its name. */

/** The image below a disk. */
export interface BaseFile {
  readonly path: string;
  readonly format: 'qcow2' | 'raw';
}

/** A copy-on-write disk that holds nothing yet. */
export function overlay({ path, format }: BaseFile, diskBytes: bigint): Xml {
  return { ...emptyDisk(diskBytes), backingStore: { path, format: { '@type': format } } };
}

/** A disk that takes only what is written to it. */
export function emptyDisk(diskBytes: bigint): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': String(diskBytes) },
    target: { format: { '@type': 'qcow2' }, compat: '1.1' },
  };
}

/** An image: everybody whom the folder lets pass may read it, as QEMU has to. */
export function standingAlone(diskBytes: bigint): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': String(diskBytes) },
    target: { format: { '@type': 'qcow2' }, permissions: { mode: '0644' }, compat: '1.1' },
  };
}

/** A file that only root reads, until libvirt gives it to QEMU; through the pool whomever libvirt lets in can read it. */
export function privateFile(bytes: number): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': String(bytes) },
    allocation: { '@unit': 'bytes', '#text': String(bytes) },
    target: { format: { '@type': 'raw' }, permissions: { mode: '0600' } },
  };
}
