import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  chown,
  copyFile,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { bootsOf } from '../../adapters/libvirt/image/boots.ts';
import { imageVolumeName, manifestPath, writeManifest } from '../../adapters/libvirt/image/manifest.ts';
import type { Boots } from '../../src/image/boots.ts';
import { readBuilt } from './image-manifest.ts';
import { POOL, POOL_PATH, poolPath } from './pool.ts';
import { type Host, SetupError, type Step } from './step.ts';

const ID = 'tiny';
/** Holds the sum of the recipe that was built, for a quick look. */
const MARK = '.built-from';
const RECIPE = join(import.meta.dirname, '..', 'tiny');

/** The guest image `tiny`: built on this host, its disk in the pool, its manifest in the data directory. */
export const image: Step = {
  name: { en: 'image', es: 'imagen' },
  patience: { en: 'building it, up to a minute …', es: 'construyéndola, hasta un minuto …' },

  async check({ settings }) {
    const manifest = await readBuilt(settings.dataDir, ID);
    if (!manifest || manifest.builtFrom.recipe !== (await recipeSum())) return null;
    return (await isThere(join(POOL_PATH, manifest.volume))) ? describe(manifest) : null;
  },

  async make(host) {
    await buildTiny(host.settings.tinyDir);
    return installTiny(host);
  },
};

/** The guest image `tiny` built, and nothing done with it: what tests need. */
export const builtImage: Step = {
  ...image,

  async check({ settings }) {
    const mark = await readFile(join(settings.tinyDir, MARK), 'utf8').catch(() => '');
    return mark === (await recipeSum()) ? settings.tinyDir : null;
  },

  async make({ settings }) {
    await buildTiny(settings.tinyDir);
    return settings.tinyDir;
  },
};

/** Puts the built image into the pool, and says so in the data directory. */
export async function installTiny(host: Host): Promise<string> {
  const { settings } = host;
  const file = join(settings.tinyDir, 'tiny.qcow2');
  const sha256 = await sumOf(file);
  const manifest = {
    id: ID,
    volume: imageVolumeName(ID, sha256, 'qcow2'),
    sha256,
    format: 'qcow2' as const,
    sizeBytes: (await stat(file)).size,
    virtualSizeBytes: await virtualSize(file),
    boots: await bootsOfBuilt(file),
    builtFrom: { recipe: await recipeSum() },
  };
  await putIntoPool(host, file, manifest.volume);
  await writeManifest(settings.dataDir, manifest);
  const path = manifestPath(settings.dataDir, ID);
  const { uid, gid } = settings.person;
  if (settings.isRoot) for (const made of [join(path, '..'), path]) await chown(made, uid, gid);
  return describe(manifest);
}

/** Builds `tiny` unless its directory already holds what the recipe makes. */
export async function buildTiny(tinyDir: string): Promise<void> {
  const result = await execa('bash', [join(RECIPE, 'build.sh'), tinyDir], { reject: false, stdin: 'ignore' });
  if (!result.failed) {
    await writeFile(join(tinyDir, MARK), await recipeSum());
    return;
  }
  const said = result.stderr.trim().split('\n').slice(-5).join('\n');
  throw new SetupError(
    { en: `The image ${ID} cannot be built: ${said}`, es: `No se puede construir la imagen ${ID}: ${said}` },
    {
      en: `It needs Debian's mirror and room in ${tinyDir}. To see the whole output: bash scripts/tiny/build.sh ${tinyDir}`,
      es: `Necesita el repositorio de Debian y espacio en ${tinyDir}. Para ver toda la salida: bash scripts/tiny/build.sh ${tinyDir}`,
    },
  );
}

/** One number for everything that the image is built from in this clone. */
export async function recipeSum(folder = RECIPE): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sum = createHash('sha256');
  for (const file of files.sort()) sum.update(`${relative(folder, file)}\0`).update(await readFile(file));
  return sum.digest('hex');
}

/**
 * Puts a file beside the others in the pool, whole or not at all. The name carries the content's sum: what machines
 * already stand on is never touched.
 */
async function putIntoPool(host: Host, file: string, volume: string): Promise<void> {
  const folder = await poolPath(host);
  const target = join(folder, volume);
  if (!(await isThere(target))) {
    const partial = join(folder, `.${volume}.${process.pid}.partial`);
    try {
      await copyFile(file, partial);
      const handle = await open(partial, 'r+');
      await handle.chmod(0o644);
      await handle.sync();
      await handle.close();
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
  }
  await refresh(host);
}

/** A pool that somebody else works in at this moment refuses to be read anew (libvirt: "asynchronous jobs running"). */
async function refresh({ virsh }: Host): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await virsh.run('pool-refresh', POOL);
      return;
    } catch (error) {
      if (attempt === 50 || !String(error).includes('asynchronous jobs')) throw error;
      await delay(200);
    }
  }
}

async function sumOf(file: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(file), sum);
  return sum.digest('hex');
}

async function virtualSize(file: string): Promise<number> {
  const { stdout } = await execa('qemu-img', ['info', '--output=json', file]);
  const size: unknown = JSON.parse(stdout)['virtual-size'];
  if (typeof size === 'number') return size;
  throw new Error(`qemu-img info ${file}: no virtual-size in ${stdout}`);
}

async function bootsOfBuilt(file: string): Promise<Boots> {
  const handle = await open(file, 'r');
  try {
    return await bootsOf('qcow2', handle);
  } finally {
    await handle.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function describe(manifest: { readonly id: string; readonly volume: string }): string {
  return `${manifest.id}, ${manifest.volume}`;
}
