import { once } from 'node:events';
import { chmod, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createManifests } from '../../../../adapters/libvirt/image/manifest.ts';
import { createLooks, type LooksPorts } from '../../../../adapters/libvirt/looks/index.ts';
import { createMachines } from '../../../../adapters/libvirt/machines.ts';
import { readSlots } from '../../../../adapters/libvirt/network-slots.ts';
import { askForAddress } from '../../../../adapters/libvirt/probe/lease.ts';
import { openWire } from '../../../../adapters/libvirt/probe/wire.ts';
import {
  createClient,
  type LibvirtClient,
  type Transport,
  unixTransport,
} from '../../../../adapters/libvirt/rpc/index.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';
import { openHost } from '../../../../scripts/setup/open-host.ts';
import type { Check } from '../../../../src/host/doctor.ts';
import { createDoctor } from '../../../../src/host/examine.ts';
import { silentLog } from '../../../../src/log.ts';
import { LOCALES, say } from '../../../../src/text.ts';
import type { Hypervisor } from '../../../../src/vm/hypervisor.ts';
import type { Vm } from '../../../../src/vm/vm.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { liveLab } from '../../../contract/live-lab.ts';
import { withRules } from '../../../e2e/support/hostile/scene.ts';
import { PATIENCE_MS, patience } from '../../../support/patience.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

/* What an everyday host has gone wrong with, brought about for real, and what doctor says of it. */

vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

/** For what never comes: nothing is measured, and a slow host makes it no less true. */
const SHORT_MS = 500;
const BRIDGE = 'labvm0';
const POOL = '/var/lib/libvirt/images/labvm';

const lab = liveLab();
const host = openHost();
const programs = createPrograms();
let client: LibvirtClient;
let transport: Transport;
let hypervisor: Hypervisor;
let web1: Vm;

beforeAll(async () => {
  transport = unixTransport(process.env.LABVM_LIBVIRT_SOCKET);
  client = createClient({ transport });
  hypervisor = lab.open();
  web1 = await hypervisor.create(planOf('web1'));
});
afterAll(async () => {
  await hypervisor.remove(web1.ref);
  await hypervisor.close();
  client.close();
});

/** What one look finds, for as long as it takes. */
async function look(name: string, changes: Partial<LooksPorts> = {}): Promise<readonly Check[]> {
  // What events make labvm forget, a look that is made anew does not know.
  const { all: machines } = createMachines(client);
  const { all: manifests } = createManifests(process.env.LABVM_DATA_DIR ?? '', () => undefined);
  const ports = {
    client,
    transport,
    programs,
    network: 'labvm',
    pool: 'labvm',
    machines,
    manifests,
    patienceMs: PATIENCE_MS,
  };
  const found = createLooks({ ...ports, ...changes }).find((one) => one.name === name);
  if (!found) throw new Error(`doctor has no look ${name}`);
  return found.look(patience());
}

async function one(name: string, changes?: Partial<LooksPorts>, of = name): Promise<Check> {
  const found = (await look(of, changes)).find((check) => check.name === name);
  if (!found) throw new Error(`no finding ${name}`);
  return found;
}
const wayOut = (changes?: Partial<LooksPorts>) => one('way-out', changes, 'lease');

/** What people read, in each language; the manual of what goes wrong has the English. */
function words({ state, detail, remedy }: Check) {
  const [en, es] = LOCALES.map((locale) => say(detail, locale));
  return { state, en, es, remedy: remedy && LOCALES.map((locale) => say(remedy, locale)) };
}
function expectTold(check: Check, en: RegExp, es: RegExp, remedy: RegExp, state = 'bad'): void {
  expect(words(check)).toMatchObject({
    state,
    en: expect.stringMatching(en),
    es: expect.stringMatching(es),
    remedy: [expect.stringMatching(remedy), expect.stringMatching(remedy)],
  });
  const inDoc = say(check.detail, 'en')
    .replace(/\/var\/\S*?qcow2/g, '…')
    .replaceAll(POOL, '…');
  expect(troubleDoc).toContain(inDoc.replace(/\d+ of \d+ addresses/, '0 of 253 addresses'));
}

const restartLibvirtd = () =>
  execa('bash', [process.env.LABVM_LAB_RESTART_LIBVIRTD ?? ''], { stdio: 'ignore' });
const leases = () => lab.virsh('net-dhcp-leases', 'labvm');
const cards = async () => (await execa('ip', ['-br', 'link'])).stdout;

describe('the network', () => {
  it('lends a probe an address, lets a packet out and its answer in, and keeps nothing of the probe', async () => {
    await execa('ip', ['route', 'add', 'default', 'dev', BRIDGE]);
    try {
      expect(await look('lease')).toMatchObject([
        {
          name: 'lease',
          state: 'good',
          detail: { en: expect.stringMatching(/^192\.168\.150\.\d+ was lent/) },
        },
        { name: 'way-out', state: 'good', detail: { en: expect.stringMatching(/under the host’s address/) } },
      ]);
    } finally {
      await execa('ip', ['route', 'delete', 'default', 'dev', BRIDGE]);
    }
    await expect.poll(cards).not.toMatch(/labprobe|labout/);
    const { stdout } = await execa('ip', ['-j', 'address']);
    expect(stdout).not.toContain('198.18.');
    const macs = (await createMachines(client).all()).flatMap(({ definition }) => definition.macs);
    const strangers = async () =>
      (await leases())
        .split('\n')
        .filter((line) => line.includes('52:54') && !macs.some((mac) => line.includes(mac)));
    await expect.poll(strangers, { timeout: PATIENCE_MS }).toEqual([]);
  });

  it('says where the host itself leads nowhere', async () => {
    expectTold(await wayOut(), /no default route/, /sin ruta por defecto/, /ip route/, 'warning');
  });

  it('is probed by several at once, who do not hurt each other', async () => {
    const all = await Promise.all([look('lease'), look('lease'), look('lease')]);
    expect(
      all.map((checks) => checks.map(({ detail }) => say(detail, 'en').replace(/^[\d.]+/, '…'))),
    ).toEqual(
      Array.from({ length: 3 }, () => [
        '… was lent to a probe and given back',
        expect.stringMatching(/lets packets of machines out/),
      ]),
    );
  });

  it('has nothing left of a probe whose labvm was killed', async () => {
    const node = execa(process.execPath, [new URL('./support/holding-probe.ts', import.meta.url).pathname], {
      reject: false,
      stdin: 'ignore',
    });
    await once(node.stdout, 'data');
    expect(await cards()).toMatch(/labprobe77777/);
    node.kill('SIGKILL');
    await node;
    await expect.poll(cards, { timeout: PATIENCE_MS }).not.toMatch(/labprobe77777|labout77777/);
  });

  it('without its dnsmasq lends nothing, also for a labvm that is not root', async () => {
    process.kill(Number(await readFile('/run/libvirt/network/labvm.pid', 'utf8')), 'SIGKILL');
    const gone = [
      /dnsmasq, which lends them, is not running/,
      /dnsmasq, que las presta, no está/,
      /restart libvirtd/,
    ] as const;
    await expect
      .poll(() => one('lease', { patienceMs: SHORT_MS }).then(({ detail }) => say(detail, 'en')))
      .toMatch(gone[0]);
    expectTold(await one('lease', { patienceMs: SHORT_MS }), ...gone);
    expectTold(await one('lease', { isRoot: false }), ...gone);
    // Its remedy is one.
    await restartLibvirtd();
    await expect.poll(() => one('lease').then(({ state }) => state), { timeout: PATIENCE_MS }).toBe('good');
  });

  it('after a reload of the firewall lets packets out that nobody can answer', async () => {
    await execa('nft', ['flush', 'ruleset']);
    expectTold(await wayOut(), /leave under its own address/, /con su propia dirección/, /restart libvirtd/);
    await restartLibvirtd();
    await withRules();
    await expect.poll(() => wayOut().then(({ state }) => state), { timeout: PATIENCE_MS }).toBe('warning');
  });

  it('does not forward where the host does not, also for a labvm that is not root', async () => {
    await writeFile('/proc/sys/net/ipv4/ip_forward', '0');
    try {
      const off = [
        /forwarding is switched off/,
        /el reenvío está desactivado/,
        /sysctl -w net\.ipv4\.ip_forward=1/,
      ] as const;
      expectTold(await wayOut({ patienceMs: SHORT_MS }), ...off);
      expectTold(await wayOut({ isRoot: false }), ...off);
    } finally {
      await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
    }
  });

  it.each([
    [
      'what machines send',
      ['FORWARD', '-i', BRIDGE],
      /a firewall drops its packets/,
      /descarta sus paquetes/,
    ],
    ['what comes back', ['FORWARD', '-o', BRIDGE], /drops what comes back/, /descarta lo que vuelve/],
  ] as const)('behind a firewall that drops %s', async (_what, rule, en, es) => {
    await execa('iptables', ['-I', ...rule, '-j', 'DROP']);
    try {
      expectTold(await wayOut({ patienceMs: 2 * SHORT_MS }), en, es, /nft list ruleset/);
    } finally {
      await execa('iptables', ['-D', ...rule, '-j', 'DROP']);
    }
  });

  it('behind a firewall that drops DHCP', async () => {
    const rule = ['INPUT', '-i', BRIDGE, '-p', 'udp', '--dport', '67', '-j', 'DROP'];
    await execa('iptables', ['-I', ...rule]);
    try {
      const check = await one('lease', { patienceMs: SHORT_MS });
      expectTold(check, /heard no answer, though dnsmasq/, /no oyó respuesta, aunque dnsmasq/, /UDP/);
    } finally {
      await execa('iptables', ['-D', ...rule]);
    }
  });

  it('says what it cannot try without root', async () => {
    const [lease, out] = await look('lease', { isRoot: false });
    expect(lease && words(lease)).toMatchObject({
      state: 'warning',
      en: expect.stringMatching(/only root can try/),
    });
    expect(out && words(out)).toMatchObject({
      state: 'warning',
      es: expect.stringMatching(/solo puede probarlo root/),
    });
  });

  it('counts its addresses, and says when machines have them all', async () => {
    const slots = readSlots(await lab.virsh('net-dumpxml', 'labvm')) ?? [];
    const free = await one('addresses');
    expect(words(free)).toMatchObject({
      state: 'good',
      en: expect.stringMatching(/^2\d\d of 253 addresses of the network labvm are free$/),
    });
    // Every card of every slot, in machines of somebody else's that are never switched on.
    const names: string[] = [];
    try {
      for (let at = 0; at < slots.length; at += 60) {
        const plugged = slots.slice(at, at + 60).map(({ mac }) => ({
          '@type': 'network',
          mac: { '@address': mac },
          source: { '@network': 'labvm' },
        }));
        await lab.define(`crowd${at}`, { devices: { interface: plugged } });
        names.push(`crowd${at}`);
      }
      expectTold(await one('addresses'), /^0 of 253/, /^0 de 253 direcciones/, /\/vm list/);
      expect(words(await one('lease'))).toMatchObject({
        state: 'warning',
        en: expect.stringMatching(/not tried/),
      });
    } finally {
      for (const name of names) await lab.virsh('undefine', name);
    }
  });

  it('without slots says when every address is lent', async () => {
    const xml = await lab.virsh('net-dumpxml', 'labvm');
    const range = '<range start="192.168.150.240" end="192.168.150.241"/>';
    await lab.virsh('net-destroy', 'labvm');
    await host.virsh.withXml(xml.replace(/<dhcp>[\s\S]*<\/dhcp>/, `<dhcp>${range}</dhcp>`), 'net-define');
    await lab.virsh('net-start', 'labvm');
    const outside = { host: '198.18.78.0', there: '198.18.78.1' };
    const wire = await openWire({ programs, bridge: BRIDGE, id: '78', outside }, patience());
    try {
      // One more than there are: a machine that runs may hold one already.
      const outcomes: string[] = [];
      for (const mac of ['02:00:00:00:00:77', '02:00:00:00:00:78', '02:00:00:00:00:79']) {
        const { outcome } = await askForAddress({ wire, mac, patienceMs: 4 * SHORT_MS }, patience());
        outcomes.push(outcome.kind);
      }
      expect(outcomes[0]).toBe('lent');
      expect(outcomes.at(-1)).not.toBe('lent');
      await expect
        .poll(() => one('addresses').then(({ state }) => state), { timeout: PATIENCE_MS })
        .toBe('bad');
      expect(words(await one('addresses')).remedy?.[0]).toMatch(/lent until its lease ends/);
      const lease = await one('lease', { patienceMs: SHORT_MS });
      expect(words(lease)).toMatchObject({ state: 'warning', en: expect.stringMatching(/not tried/) });
    } finally {
      await wire.close();
      await lab.virsh('net-destroy', 'labvm');
      await host.virsh.withXml(xml, 'net-define');
      expectTold(
        await one('network'),
        /labvm is switched off/,
        /labvm está desactivada/,
        /scripts\/setup\.sh/,
      );
      expect([await look('lease'), await look('addresses')]).toEqual([[], []]);
      await lab.virsh('net-start', 'labvm');
      await withRules();
      // The cards of machines that run come back with it.
      await restartLibvirtd();
    }
    await expect
      .poll(
        () =>
          one('lease')
            .then(({ state }) => state)
            .catch(String),
        { timeout: PATIENCE_MS },
      )
      .toBe('good');
  });
});

describe('the pool', () => {
  const looked = [undefined, { isRoot: false }] as const;

  it.each(looked)('is reached by QEMU’s user (%o)', async (changes) => {
    expect(words(await one('pool', changes))).toMatchObject({
      state: 'good',
      en: `${POOL}, where QEMU’s user libvirt-qemu may go`,
    });
  });

  it.each(looked)('is closed to them by its folder’s mode (%o)', async (changes) => {
    await chmod(POOL, 0o700);
    try {
      const closed = await one('pool', changes);
      expectTold(closed, /who may not enter/, /que no puede entrar en/, /chmod o\+x/);
    } finally {
      await chmod(POOL, 0o711);
    }
  });

  it('is switched off', async () => {
    await lab.virsh('pool-destroy', 'labvm');
    try {
      expectTold(
        await one('pool'),
        /pool labvm is switched off/,
        /almacén labvm está desactivado/,
        /scripts\/setup\.sh/,
      );
      expect(await look('machine-files')).toEqual([]);
    } finally {
      await lab.virsh('pool-start', 'labvm');
    }
    expect(words(await one('pool', { pool: 'labvm-none' })).en).toBe(
      'libvirt has no storage pool labvm-none',
    );
  });

  const filesOf = async () => {
    const machine = (await createMachines(client).all()).find(({ domain }) => domain.name === 'web1');
    const files = machine?.definition.files ?? [];
    const disk = files.find((file) => basename(file).startsWith('vm-') && file.endsWith('.qcow2'));
    const image = files.find((file) => basename(file).startsWith('image-'));
    if (!disk || !image) throw new Error(`web1 has ${files.join(' ')}`);
    return { disk, image };
  };

  it.each(looked)('has every file that its machines need (%o)', async (changes) => {
    expect(words(await one('machine-files', changes))).toMatchObject({
      state: 'good',
      en: expect.stringMatching(/are there/),
    });
  });

  it.each(looked)(
    'lacks a machine’s disk, or one that nobody may read, or that is no disk (%o)',
    async (changes) => {
      const { disk } = await filesOf();
      await rename(disk, `${disk}.away`);
      try {
        expectTold(
          await one('machine-files', changes),
          /^web1 cannot start: its file .* is gone$/,
          /^web1 no puede arrancar: falta su fichero/,
          /copy|copia/,
        );
      } finally {
        await rename(`${disk}.away`, disk);
      }
      const { mode } = await stat(disk);
      await chmod(disk, 0);
      try {
        expectTold(
          await one('machine-files', changes),
          /^web1 cannot start: QEMU may not read its file/,
          /^web1 no puede arrancar: QEMU no puede leer/,
          /chmod u\+rw/,
        );
      } finally {
        await chmod(disk, mode & 0o777);
      }
      const whole = await readFile(disk);
      await writeFile(disk, Buffer.alloc(whole.length));
      try {
        expectTold(
          await one('machine-files', changes),
          /^web1 cannot start: its file .* is no disk any more$/,
          /^web1 no puede arrancar: su fichero .* ya no es un disco/,
          /copy|copia/,
        );
      } finally {
        await writeFile(disk, whole);
      }
    },
  );

  it('has an image that was cut off, which every machine on it is named with', async () => {
    const { image } = await filesOf();
    const whole = await readFile(image);
    await truncate(image, 1_000_000);
    try {
      const cut = await one('machine-files');
      expect(words(cut).en).toMatch(/web1 cannot start: its file .* is cut off/);
      expect(words(cut).es).toMatch(/web1 no puede arrancar: su fichero .* está cortado/);
      expect(troubleDoc).toContain('web1 cannot start: its file … is cut off');
    } finally {
      await writeFile(image, whole);
    }
  });
});

describe('libvirt', () => {
  const doctor = () => {
    const catalogue = { all: async () => [] };
    const { looks } = lab.open() as ReturnType<
      typeof import('../../../../adapters/libvirt/index.ts').createLibvirtHypervisor
    >;
    return createDoctor({ hypervisor: lab.open(), catalogue, own: [], further: looks, log: silentLog })();
  };

  it('that is switched off is the one thing that is told', async () => {
    await lab.withoutDaemon(async () => {
      const { checks } = await doctor();
      expect(checks.map(({ name, state }) => [name, state])).toEqual([['hypervisor', 'bad']]);
      expect(words(checks[0] as Check)).toMatchObject({
        en: expect.stringMatching(/^is not running \(.*(ECONNREFUSED|ENOENT)/),
        es: expect.stringMatching(/^no está en marcha \(/),
        remedy: [expect.stringMatching(/bash scripts\/setup\.sh/), expect.stringMatching(/siguen/)],
      });
    });
    await expect
      .poll(
        () =>
          one('network')
            .then(({ state }) => state)
            .catch(String),
        { timeout: PATIENCE_MS },
      )
      .toBe('good');
  });

  it('that hangs is told in time', async () => {
    const pid = Number(await readFile(process.env.LABVM_LAB_LIBVIRTD_PIDFILE ?? '', 'utf8'));
    process.kill(pid, 'SIGSTOP');
    try {
      const { checks } = await doctor();
      expect(checks).toMatchObject([
        {
          name: 'hypervisor',
          state: 'bad',
          detail: { en: expect.stringMatching(/^hangs/), es: expect.stringMatching(/bloqueado/) },
        },
      ]);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
