import type { Work } from '../job/work.ts';
import { create } from './create.ts';
import { remove } from './remove.ts';
import { restart } from './restart.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { kill, pause, resume } from './switch.ts';

/** Every kind of work on machines. */
export const vmWorks: readonly Work<never>[] = [create, start, stop, restart, kill, pause, resume, remove];
