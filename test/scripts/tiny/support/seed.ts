import { mkdir, writeFile } from 'node:fs/promises';
import { execa } from 'execa';

/** Makes a NoCloud seed (an ISO with the label "cidata") in a folder. Returns its path. */
export async function makeSeed(directory: string, metaData: string, userData: string): Promise<string> {
  await mkdir(`${directory}/seed`, { recursive: true });
  await writeFile(`${directory}/seed/meta-data`, metaData);
  await writeFile(`${directory}/seed/user-data`, userData);
  const iso = `${directory}/seed.iso`;
  const words = ['-as', 'mkisofs', '-quiet', '-J', '-R', '-V', 'cidata', '-o', iso, `${directory}/seed`];
  await execa('xorriso', words);
  return iso;
}
