import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export const buildScript = fileURLToPath(new URL('../../../../scripts/tiny/build.sh', import.meta.url));

/** Where the images lie that set-up has built. */
export const imageDirectory = process.env.LABVM_TINY_DIR ?? '/var/cache/labvm/tiny';

/** Builds the images unless they are there and up to date. Returns their paths. */
export async function tinyImages(): Promise<{ disk: string; iso: string }> {
  await execa(buildScript, [imageDirectory]);
  return { disk: `${imageDirectory}/tiny.qcow2`, iso: `${imageDirectory}/tiny.iso` };
}

/** Makes a linked clone of an image, as labvm does. */
export async function clone(base: string, overlay: string): Promise<string> {
  await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, overlay]);
  return overlay;
}
