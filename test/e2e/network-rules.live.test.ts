import { readFile, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { checkNetwork } from '../../adapters/libvirt/network/check-network.ts';
import { checkRules } from '../../adapters/libvirt/network/check-rules.ts';
import { keepRules } from '../../adapters/libvirt/network/keep-rules.ts';
import { RULES_FILE } from '../../adapters/libvirt/network/rules/index.ts';
import { createClient, type LibvirtClient, unixTransport } from '../../adapters/libvirt/rpc/index.ts';
import { createPrograms } from '../../adapters/program/index.ts';
import { network } from '../../scripts/setup/network.ts';
import { networkRules } from '../../scripts/setup/network-rules.ts';
import { openHost } from '../../scripts/setup/open-host.ts';
import { silentLog } from '../../src/base/log.ts';
import { say } from '../../src/base/text.ts';
import { virsh } from './support/host.ts';
import { withRules } from './support/hostile/scene.ts';

/* That the rules are there whatever happens to the host, that somebody says so when they are not, and that nobody
   else's are touched. */

const BRIDGE = 'labvm0';
const host = openHost();
let client: LibvirtClient;

beforeAll(() => {
  client = createClient({ transport: unixTransport(process.env.LABVM_LIBVIRT_SOCKET) });
});
afterAll(() => client.close());

/** A table of somebody else's, with the same names in it. */
const programs = createPrograms();
const FOREIGN = ['inet', 'somebody-else'] as const;
const foreignTable = async () => (await execa('nft', ['--handle', 'list', 'table', ...FOREIGN])).stdout;
let before = '';

beforeEach(async () => {
  await execa('nft', ['-f', '-'], {
    input: `table ${FOREIGN.join(' ')} { chain forward { type filter hook forward priority 0; counter accept; }; }`,
  });
  before = await foreignTable();
});
afterEach(async () => {
  await execa('nft', ['delete', 'table', ...FOREIGN], { reject: false });
});

const doctor = async () => {
  const { state, detail, remedy } = await checkRules({ client, programs }, 'labvm');
  return { state, detail: say(detail, 'en'), remedy: remedy && say(remedy, 'en') };
};
const LOADED = { state: 'good', detail: 'loaded', remedy: undefined };

it('are loaded on a host that was set up, and set-up has nothing to do', async () => {
  expect(await doctor()).toEqual(LOADED);
  expect(await networkRules.check(host)).not.toBeNull();
  expect(await network.check(host)).not.toBeNull();
});

it('are there when libvirtd was killed, and when the network was made anew', async () => {
  await restartLibvirtd('KILL');
  await expect.poll(() => doctor().catch(() => null)).toEqual(LOADED);
  await virsh('net-destroy', 'labvm');
  expect((await doctor()).state).toBe('warning');
  await virsh('net-start', 'labvm');
  expect(await doctor()).toEqual(LOADED);
  expect(await foreignTable()).toBe(before);
});

it('are missed by doctor and by set-up after a reload of the firewall, and loaded again by labvm', async () => {
  await execa('nft', ['flush', 'ruleset']);
  expect(await doctor()).toMatchObject({
    state: 'bad',
    detail: expect.stringMatching(/not loaded: something removed them/),
    remedy: expect.stringMatching(/as root: bash scripts\/setup\.sh/),
  });
  expect(await networkRules.check(host)).toBeNull();
  await kept(() => expect.poll(doctor).toEqual(LOADED));
  // libvirt's own rules went, too, and it makes them when it starts.
  await restartLibvirtd('TERM');
  await expect.poll(() => doctor().catch(() => null)).toEqual(LOADED);
});

it('are loaded again by set-up, which touches nobody else’s', async () => {
  await execa('nft', ['delete', 'table', 'bridge', 'labvm']);
  await networkRules.make(host);
  expect(await doctor()).toEqual(LOADED);
  expect(await foreignTable()).toBe(before);
});

it('are seen to be others when one is gone, or a set has one entry more', async () => {
  const { stdout } = await execa('nft', ['-j', 'list', 'chain', 'inet', 'labvm', 'forward']);
  const [handle] = /"rule".*?"handle": (\d+)/.exec(stdout)?.slice(1) ?? [];
  await execa('nft', ['delete', 'rule', 'inet', 'labvm', 'forward', 'handle', handle ?? '']);
  expect(await doctor()).toMatchObject({
    state: 'bad',
    detail: expect.stringMatching(/changed by something else/),
  });
  await withRules();
  await execa('nft', ['add', 'element', 'bridge', 'labvm', 'macs', '{ "labtap9" . 02:00:00:00:00:01 }']);
  expect(await doctor()).toMatchObject({
    state: 'bad',
    detail: expect.stringMatching(/changed by something else/),
  });
  await kept(() => expect.poll(doctor).toEqual(LOADED));
});

it('are not all in force where the bridge learns from link-local frames', async () => {
  await execa('ip', ['link', 'set', BRIDGE, 'type', 'bridge', 'no_linklocal_learn', '0']);
  expect(await doctor()).toMatchObject({ state: 'bad', detail: expect.stringMatching(/link-local/) });
  expect(await networkRules.check(host)).toBeNull();
  await kept(() => expect.poll(doctor).toEqual(LOADED));
});

it('cannot be seen by a labvm that is not root, which says who can', async () => {
  const { state, detail, remedy } = await checkRules({ client, programs }, 'labvm', false);
  expect(state).toBe('warning');
  expect(say(detail, 'en')).toMatch(/only root can see/);
  expect(say(detail, 'es')).toMatch(/solo root puede ver/);
  expect(remedy && say(remedy, 'en')).toMatch(/as root: bash scripts\/setup\.sh/);
});

it('are what the network does not start without', async () => {
  const rules = await readFile(RULES_FILE, 'utf8');
  await virsh('net-destroy', 'labvm');
  await writeFile(RULES_FILE, '{"nftables": [{"add": {"rule": {}}}]}\n');
  try {
    await expect(virsh('net-start', 'labvm')).rejects.toThrow(/Hook script execution failed/);
    const { stdout } = await execa('ip', ['-br', 'link', 'show']);
    expect(stdout).not.toContain(BRIDGE);
  } finally {
    await writeFile(RULES_FILE, rules);
    await virsh('net-start', 'labvm');
  }
  expect(await doctor()).toEqual(LOADED);
});

it('an older network is told of, and becomes one with slots that is otherwise the same', async () => {
  const uuid = await virsh('net-uuid', 'labvm');
  const xml = await virsh('net-dumpxml', 'labvm');
  const range = '<range start="192.168.150.2" end="192.168.150.254"/>';
  const older = xml.replace(/<dhcp>[\s\S]*<\/dhcp>/, `<dhcp>${range}</dhcp>`);
  await virsh('net-destroy', 'labvm');
  await host.virsh.withXml(older, 'net-define');
  await virsh('net-start', 'labvm');
  expect(await doctor()).toMatchObject({
    state: 'warning',
    detail: expect.stringMatching(/older network without slots/),
    remedy: expect.stringMatching(/run once as root: bash scripts\/setup\.sh/),
  });
  expect(await checkNetwork(client, 'labvm')).toMatchObject({ state: 'good' });
  expect(await network.check(host)).toBeNull();
  await network.make(host);
  expect(await virsh('net-uuid', 'labvm')).toBe(uuid);
  // Only the bridge's own card is another one.
  const apartFromMac = (text: string) => text.replace(/<mac address='[^']*'\/>/, '');
  expect(apartFromMac(await virsh('net-dumpxml', 'labvm'))).toBe(apartFromMac(xml));
  expect(await doctor()).toEqual(LOADED);
});

async function restartLibvirtd(signal: string): Promise<void> {
  await execa('bash', [process.env.LABVM_LAB_RESTART_LIBVIRTD ?? '', signal], { stdio: 'ignore' });
}

/** While labvm looks after the rules, and often. */
async function kept(meanwhile: () => PromiseLike<unknown>): Promise<void> {
  const ending = new AbortController();
  const keeping = keepRules({
    client,
    programs,
    networkName: 'labvm',
    log: silentLog,
    signal: ending.signal,
    everyMs: 50,
  });
  try {
    await meanwhile();
  } finally {
    ending.abort();
    await keeping;
  }
}
