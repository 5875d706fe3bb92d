import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../src/base/text.ts';
import { fileNameOf } from '../../src/view/file-name.ts';
import { systemEvidence, systemWords } from '../../src/view/system-words.ts';
import type { Part, PicturePart, View } from '../../src/view/view.ts';

/**
 * Writes the pictures of an answer into a folder, because a terminal draws none, and says where. The newest picture of
 * the same takes the place of the one before; nobody else on the host may read them.
 */
export async function savePictures(view: View, folder: string): Promise<View> {
  const parts: Part[] = [];
  for (const part of view.parts) {
    parts.push(part);
    if (part.kind === 'picture' && part.size === 'full') parts.push(await save(part, folder));
  }
  return { ...view, parts };
}

async function save({ alt, png }: PicturePart, folder: string): Promise<Part> {
  const file = join(folder, fileNameOf(say(alt, 'en'), 'png'));
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, Buffer.from(png, 'base64'), { mode: 0o600 });
    return { kind: 'text', text: { en: `Saved as ${file}`, es: `Guardada en ${file}` } };
  } catch (error) {
    const [why, evidence] = [systemWords(error), systemEvidence(error)];
    return {
      kind: 'text',
      text: {
        en: `It cannot be saved: ${why.en} (${evidence})`,
        es: `No se puede guardar: ${why.es} (${evidence})`,
      },
    };
  }
}
