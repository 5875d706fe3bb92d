import { mkdir } from 'node:fs/promises';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { type Host, SetupError, type Step } from './step.ts';

/** The storage pool of labvm's disks and images. */
export const POOL = 'labvm';

/** Beside libvirt's own pool, so that the distribution's security profiles let QEMU read it. */
export const POOL_PATH = '/var/lib/libvirt/images/labvm';

/** QEMU runs as a user of its own and has to pass through, not to list. */
const POOL_MODE = '0711';

/** The storage pool `labvm`, a directory. */
export const pool: Step = {
  name: { en: 'storage pool', es: 'almacén' },

  async check({ virsh }) {
    const [info, xml] = await virsh.ask(`pool-info ${POOL}`, `pool-dumpxml ${POOL}`);
    if (!info || !xml || !/^State: +running/m.test(info) || !/^Autostart: +yes/m.test(info)) return null;
    return `${POOL}, ${pathOf(xml)}`;
  },

  async make(host) {
    const { virsh } = host;
    const [found] = await virsh.ask(`pool-dumpxml ${POOL}`);
    if (!found) {
      await makeDirectory();
      await virsh.withXml(definition(), 'pool-define');
    }
    await virsh.run('pool-autostart', POOL);
    if (!/^State: +running/m.test(await virsh.run('pool-info', POOL))) await virsh.run('pool-start', POOL);
    return `${POOL}, ${await poolPath(host)}`;
  },
};

/** Where the pool's files are: an administrator may have put it on another disk. */
export async function poolPath({ virsh }: Host): Promise<string> {
  return pathOf(await virsh.run('pool-dumpxml', POOL));
}

function pathOf(xml: string): string {
  const path = new XMLParser({ parseTagValue: false }).parse(xml).pool?.target?.path;
  if (typeof path === 'string') return path;
  throw new SetupError(
    { en: `The storage pool ${POOL} has no path.`, es: `El almacén ${POOL} no tiene ruta.` },
    `virsh pool-dumpxml ${POOL}`,
  );
}

async function makeDirectory(): Promise<void> {
  await mkdir(POOL_PATH, { recursive: true, mode: Number.parseInt(POOL_MODE, 8) });
}

function definition(): string {
  const permissions = { mode: POOL_MODE, owner: '0', group: '0' };
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
  return builder.build({ pool: { '@type': 'dir', name: POOL, target: { path: POOL_PATH, permissions } } });
}
