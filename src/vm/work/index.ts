import { create } from './create.ts';
import { ejectDisc, insertDisc } from './disc.ts';
import { remove } from './remove.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { kill, pause } from './switch.ts';
import type { VmWork } from './tools.ts';

/** Every kind of work on machines. */
export const vmWorks: readonly VmWork<never>[] = [
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
];
