import { basename } from 'node:path';
import type { OpenFile } from '../../src/command/attached.ts';
import { readWhole } from '../file/read-whole.ts';

/** A file of the host, which is the person's own who sits at it. A name is no promise: it may not be there. */
export const localFile: OpenFile = (path) => ({
  name: basename(path),
  bytes: null,
  read: (most) => readWhole(path, most),
});
