import type { Work } from '../job/work.ts';
import { create } from './create.ts';
import { remove } from './remove.ts';
import { restart } from './restart.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { kill, pause, resume } from './switch.ts';

const ALL: readonly Work<never>[] = [create, start, stop, restart, kill, pause, resume, remove];

/** Every kind of work that labvm knows, by its name. */
export const works: ReadonlyMap<string, Work<never>> = new Map(ALL.map((work) => [work.kind, work]));
