import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const CREATE = fileURLToPath(new URL('./reference/create.sh', import.meta.url));
const DELETE = fileURLToPath(new URL('./reference/delete.sh', import.meta.url));

/** The other means: a script of virsh and qemu-img, on machines of the very same hardware. */
export interface ReferenceLab {
  /** @returns milliseconds to `running` and to `address` */
  create(name: string, network: string): Promise<{ running: number; address: number }>;
  remove(name: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param modelXml a machine of labvm's, as `virsh dumpxml --inactive` shows it
 * @param base path of the image that both ways clone
 */
export async function openReferenceLab(modelXml: string, base: string, pool: string): Promise<ReferenceLab> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-bench-'));
  const env = { LIBVIRT_DEFAULT_URI: `qemu+unix:///system?socket=${process.env.LABVM_LIBVIRT_SOCKET}` };
  return {
    async create(name, network) {
      const xml = join(folder, `${name}.xml`);
      await writeFile(xml, renamed(modelXml, name, network, join(pool, `${name}.qcow2`)));
      const startedAt = performance.now();
      const marks: Record<string, number> = {};
      const child = execa(CREATE, [name, base, pool, xml], { env });
      for await (const line of child) marks[line] = performance.now() - startedAt;
      return { running: marks.running ?? Number.NaN, address: marks.address ?? Number.NaN };
    },
    async remove(name) {
      await execa(DELETE, [name, pool], { env });
    },
    close: () => rm(folder, { recursive: true }),
  };
}

const OPTIONS = { ignoreAttributes: false, attributeNamePrefix: '@' };

/** The same hardware under another name, with another disk, network and log, and without what must be unique. */
function renamed(modelXml: string, name: string, network: string, disk: string): string {
  const model = new XMLParser({
    ...OPTIONS,
    isArray: (tag) => ['disk', 'interface', 'serial', 'console'].includes(tag),
  }).parse(modelXml);
  const { domain } = model;
  domain.name = name;
  delete domain.uuid;
  delete domain.metadata;
  const { devices } = domain;
  devices.disk[0].source = { '@file': disk };
  devices.interface[0].source = { '@network': network };
  delete devices.interface[0].mac;
  for (const serial of [...(devices.serial ?? []), ...(devices.console ?? [])]) delete serial.log;
  delete devices.channel;
  return new XMLBuilder({ ...OPTIONS, suppressBooleanAttributes: false }).build(model);
}

/** Where libvirt keeps an image of labvm, and which it is. */
export async function imageOf(dataDir: string, id: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(dataDir, 'images', `image-${id}.json`), 'utf8'));
  return manifest.volume;
}
