import type { ImageKind } from '../image/image.ts';
import type { JobData } from '../job/job-data.ts';
import type { VmData } from '../vm/vm-data.ts';

export interface ImageData {
  readonly id: string;
  readonly title: string;
  readonly kind: ImageKind;
  readonly present: boolean;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  /** Names of the machines that need its bytes. */
  /** Names of machines that the asker may see, and how many others there are. */
  readonly usedBy: readonly string[];
  readonly usedByOthers: number;
}

export interface HostData {
  readonly name: string;
  readonly engine: string;
  readonly acceleration: 'kvm' | 'none';
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly freeMemoryMiB: number;
  readonly diskGiB: number;
  readonly freeDiskGiB: number;
}

export interface CheckData {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy: string | null;
}

/** The data that stands beside the words in an answer. Each command documents which it gives. */
export interface ResultData {
  readonly vm?: VmData;
  readonly vms?: readonly VmData[];
  readonly image?: ImageData;
  readonly images?: readonly ImageData[];
  readonly job?: JobData;
  readonly jobs?: readonly JobData[];
  readonly hosts?: readonly HostData[];
  readonly checks?: readonly CheckData[];
  readonly log?: string;
  /** A link to a console; it opens once, until then. */
  readonly link?: { readonly url: string; readonly until: string };
  /** A picture of a screen: a PNG in base64, and its size in pixels. */
  readonly screenshot?: { readonly png: string; readonly width: number; readonly height: number };
}
