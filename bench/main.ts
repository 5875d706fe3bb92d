import { execa } from 'execa';
import { openBot } from './bot.ts';
import { benchCalls } from './calls.ts';
import { benchClones } from './clones.ts';
import { benchConsole, benchConsoles, benchLink } from './console/index.ts';
import { benchCore } from './core.ts';
import { benchCreate, benchTen } from './create.ts';
import { benchDiscord } from './discord.ts';
import { benchDoctor } from './doctor.ts';
import { benchList } from './list.ts';
import type { Figure } from './measure.ts';
import { benchNetwork } from './network.ts';
import { benchProcess } from './process.ts';
import { benchPull } from './pull.ts';
import { benchReconnect } from './reconnect.ts';
import { imageOf, openReferenceLab } from './reference-lab.ts';
import { report } from './report.ts';
import { benchShutdown } from './shutdown.ts';
import { benchSlack } from './slack.ts';

const { LABVM_LIBVIRT_SOCKET: socket, LABVM_DATA_DIR: dataDir, LABVM_LAB: lab } = process.env;
if (lab !== '1' || !socket || !dataDir)
  throw new Error('The bench needs a lab host of its own: run it with `npm run bench`.');

/** `npm run bench -- list process` runs only these. */
const wanted = process.argv.slice(2);
const wants = (name: string) => wanted.length === 0 || wanted.includes(name);
const figures: Figure[] = [];

async function add(name: string, work: () => Promise<readonly Figure[]>): Promise<void> {
  if (!wants(name)) return;
  process.stderr.write(`bench: ${name} …\n`);
  figures.push(...(await work()));
}

/** These look at machines that labvm makes. */
const OF_MACHINES = ['create', 'create-stock', 'ten', 'ten-stock', 'calls', 'list', 'clones'];

await add('network', () => benchNetwork(socket, 6));
if (OF_MACHINES.some(wants)) await benchMachines(socket, dataDir);
await add('doctor', () => benchDoctor(socket, dataDir, 7));
await add('core', benchCore);
await add('pull', () => benchPull(3));
await add('slack', benchSlack);
await add('discord', benchDiscord);
await add('console', () => benchConsole(socket));
await add('consoles', benchConsoles);
// Part of `console` already.
if (wanted.includes('link')) await add('link', benchLink);
await add('reconnect', () => benchReconnect(socket, 5));
await add('process', () => benchProcess(7));
await add('shutdown', () => benchShutdown(5));

process.stdout.write(`${report(figures)}\n`);
process.exitCode = figures.some(({ met }) => met === false) ? 1 : 0;

async function benchMachines(socket: string, dataDir: string): Promise<void> {
  const bot = await openBot();
  const virsh = async (...args: string[]) =>
    (await execa('virsh', ['-q', '-c', `qemu+unix:///system?socket=${socket}`, ...args])).stdout.trim();

  await bot.type('/vm create tiny model', {});
  const model = await virsh('dumpxml', '--inactive', 'model');
  await bot.type('/vm delete model --yes', {});
  const pool = '/var/lib/libvirt/images/labvm';
  const base = `${pool}/${await imageOf(dataDir, 'tiny')}`;
  const reference = await openReferenceLab(model, base, pool);

  await add('create', () => benchCreate(bot, reference, 'labvm', 1.05, 5));
  await add('create-stock', () => benchCreate(bot, reference, 'default', 0.6, 4));
  await add('ten', async () => [await benchTen(bot, reference, 'labvm', 1.0, 2)]);
  await add('ten-stock', async () => [await benchTen(bot, reference, 'default', 0.65, 2)]);
  await add('calls', () => benchCalls(socket, 5));
  await add('list', () => benchList(bot, socket, dataDir));
  await add('clones', () => benchClones(socket, dataDir, base, 5));
  await reference.close();
  await bot.close();
}
