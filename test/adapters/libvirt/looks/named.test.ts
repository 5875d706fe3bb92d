import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMetadata } from '../../../../adapters/libvirt/looks/metadata.ts';
import { checkNames } from '../../../../adapters/libvirt/looks/names.ts';
import type { Machine } from '../../../../adapters/libvirt/machine/machines.ts';
import { type NetworkSlot, slotsOfSubnet } from '../../../../adapters/libvirt/network/network-slots.ts';
import type { Power } from '../../../../src/vm/vm.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';
import { scriptedClient } from '../scripted-client.ts';

const [one, two] = slotsOfSubnet({ base: 0x0a630000, prefix: 29 }) as [NetworkSlot, NetworkSlot];

const machine = (name: string, owner: string | null, mac = '', power: Power = 'running') =>
  ({
    domain: { name },
    definition: owner === null ? { metadata: null, isDamaged: true } : { metadata: { owner }, macs: [mac] },
    condition: { power },
  }) as unknown as Machine;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-names-'));
});
afterEach(() => rm(folder, { recursive: true }));

const look = (machines: readonly Machine[], option = `hostsdir=${folder}`) => {
  const hosts = [one, two].map(({ mac, address }) => `<host mac="${mac}" ip="${address}"/>`).join('');
  const xml = `<network><ip address="10.99.0.1"><dhcp>${hosts}</dhcp></ip>
    <dnsmasq:options><dnsmasq:option value="${option}"/></dnsmasq:options></network>`;
  const client = scriptedClient({
    connectListAllNetworks: () => ({ networks: [{ name: 'labvm' }] }),
    networkGetXmlDesc: () => ({ xml }),
  });
  return checkNames(client, 'labvm', async () => machines);
};

describe('names in DNS', () => {
  it('are no finding where all are written, or their machines are off, or there is no DNS server', async () => {
    await writeFile(join(folder, one.tap), '10.99.0.2 web1.labvm.internal web1\n');
    expect(await look([machine('web1', 'ana', one.mac), machine('web2', 'ben', two.mac, 'off')])).toEqual([]);
    expect(await look([machine('web1', 'ana', two.mac)], 'no-ping')).toEqual([]);
  });

  it('that are none, or could not be written, are told with their machines and the reason', async () => {
    await writeFile(join(folder, two.tap), '10.99.0.3 old.labvm.internal old\n');
    const [check, ...rest] = await look([
      machine('Web_1', 'ana', one.mac, 'off'),
      machine('web2', 'ben', two.mac),
    ]);
    expect(rest).toEqual([]);
    expect(check).toMatchObject({
      state: 'warning',
      detail: {
        en: 'not found by name: Web_1 (DNS accepts only lower-case letters, digits and hyphens); not found by name: web2 (labvm could not save their names)',
        es: 'no se encuentran por su nombre: Web_1 (el DNS solo admite minúsculas, cifras y guiones); no se encuentran por su nombre: web2 (labvm no ha podido guardar sus nombres)',
      },
      remedy: {
        en: expect.stringMatching(/virsh domrename.*bash scripts\/setup\.sh/),
        es: expect.stringMatching(/virsh domrename.*bash scripts\/setup\.sh/),
      },
    });
    expect(check?.seenBy?.(({ owner }) => owner === 'ben').detail).toEqual({
      en: 'not found by name: web2 (labvm could not save their names); not found by name: one machine owned by somebody else',
      es: 'no se encuentran por su nombre: web2 (labvm no ha podido guardar sus nombres); no se encuentran por su nombre: una máquina de otra persona',
    });
  });
});

it('a name whose file cannot be read is told as that, and not as one that was not written', async () => {
  // What stands there is a folder: the system refuses to read it, to root too.
  await mkdir(join(folder, two.tap));
  const [check] = await look([machine('web2', 'ben', two.mac)]);
  expect(check).toMatchObject({
    state: 'warning',
    detail: {
      en: 'not checked by name: web2 (the file with the name cannot be read: it is a folder)',
      es: 'no se han comprobado por su nombre: web2 (no se puede leer el fichero con el nombre: es una carpeta)',
    },
    remedy: { en: expect.stringContaining('setup.sh'), es: expect.stringContaining('setup.sh') },
  });
  expect(check?.seenBy?.(() => false).detail).toMatchObject({
    en: 'not checked by name: one machine owned by somebody else',
  });
  expect(troubleDoc).toContain(
    'not checked by name: web1 (the file with the name cannot be read: labvm’s user is not allowed to do that)',
  );
});

describe('machines whose metadata is damaged', () => {
  it('are named to those alone who may see all machines', async () => {
    const [check] = await checkMetadata(async () => [machine('web1', null), machine('web2', 'ana')]);
    expect(check?.detail).toEqual({
      en: 'labvm created these machines but no longer knows who owns them, so it leaves them alone: web1',
      es: 'labvm creó estas máquinas, pero ya no sabe de quién son, así que no las toca: web1',
    });
    expect(check?.seenBy?.(({ owner }) => owner !== null).detail).toEqual({
      en: 'labvm created these machines but no longer knows who owns them, so it leaves them alone: one machine owned by somebody else',
      es: 'labvm creó estas máquinas, pero ya no sabe de quién son, así que no las toca: una máquina de otra persona',
    });
    expect(await checkMetadata(async () => [machine('web2', 'ana')])).toEqual([]);
  });
});
