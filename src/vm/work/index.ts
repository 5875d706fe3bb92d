import { fetchImage } from '../../image/work/fetch.ts';
import { pruneImages, removeImage, verifyImage } from '../../image/work/keep.ts';
import { saveImage } from '../../image/work/save.ts';
import type { Work } from '../../job/work.ts';
import { create } from './create.ts';
import { ejectDisc, insertDisc } from './disc.ts';
import { remove } from './remove.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { kill, pause } from './switch.ts';

const ALL: readonly Work<never>[] = [
  create,
  start,
  stop,
  restart,
  kill,
  pause,
  resume,
  remove,
  insertDisc,
  ejectDisc,
  fetchImage,
  saveImage,
  removeImage,
  verifyImage,
  pruneImages,
];

/** Every kind of work that labvm knows, by its name. */
export const works: ReadonlyMap<string, Work<never>> = new Map(ALL.map((work) => [work.kind, work]));
