import type { FileHandle } from 'node:fs/promises';
import { faultyDisk, notTaken } from './disk-fault.ts';
import { HEADER_BYTES, readHeader } from './header.ts';
import { refuseAtSight } from './inspect.ts';
import { readerOf } from './read-at.ts';
import { faultAtSight } from './stands-alone.ts';

/**
 * Looks at the beginning of what is still coming, so that nobody waits for gigabytes of what will be no image.
 * @throws UserError where that is certain
 */
export async function refuseBeginning(file: FileHandle): Promise<void> {
  const beginning = await beginningOf(file);
  const header = readHeader(beginning);
  refuseAtSight(header);
  if (header.kind !== 'foreign') return;
  const { format } = header;
  if (!format.isConverted) throw notTaken(format);
  const fault = faultAtSight(format, beginning);
  if (fault) throw faultyDisk(format, fault, (await file.stat()).size);
}

/** What of a file is looked at first. */
export function beginningOf(file: FileHandle): Promise<Buffer> {
  return readerOf(file)(0, HEADER_BYTES);
}
