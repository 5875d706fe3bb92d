/**
 * Tests with a real system, slow under emulation: builds its image from Debian's packages, and takes it through labvm
 * inside a lab host.
 *
 *   npm run test:debian       a Debian that cloud-init sets up
 *   npm run test:installer    Debian's installer with an empty disk beside it
 *   npm run test:proxies      the web servers before labvm, as docs/consoles.md sets them up; without a machine
 *
 * LABVM_REAL_DIR keeps the built images; /var/cache/labvm/real unless it is set. Needs root.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

const SYSTEMS = ['debian', 'installer', 'proxies'] as const;
/** Those whose image has to be built first. */
const BUILT: readonly string[] = ['debian', 'installer'];

const root = join(import.meta.dirname, '..', '..');
const system = SYSTEMS.find((name) => name === process.argv[2]);
if (!system) {
  console.error(`usage: node scripts/real/main.ts ${SYSTEMS.join('|')}`);
  process.exit(2);
}

const folder = join(process.env.LABVM_REAL_DIR ?? '/var/cache/labvm/real', system);
const shown = { cwd: root, stdio: 'inherit', reject: false } as const;

/** Installs what the builder needs and this host has not; apt leaves alone what is there. */
async function installPackages(): Promise<void> {
  const list = await readFile(join(root, 'scripts/real', `${system}-packages.txt`), 'utf8');
  const names = list.split('\n').flatMap((line) => line.replace(/#.*/, '').trim().split(/\s+/)[0] || []);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-qq', '--no-install-recommends', '--no-upgrade', ...names];
  const first = await execa('apt-get', install, { env, reject: false });
  if (!first.failed) return;
  // Where the lists are old or empty the first attempt fails.
  await execa('apt-get', ['update', '-qq'], { ...shown, reject: true, env });
  await execa('apt-get', install, { ...shown, reject: true, env });
}

await installPackages();
if (BUILT.includes(system)) {
  console.log(`building the image in ${folder}, some minutes the first time …`);
  const built = await execa('bash', [join(root, 'scripts/real', `${system}.sh`), folder], shown);
  if (built.failed) process.exit(1);
}
const vitest = ['vitest', 'run', '--project=real', `test/real/${system}.real.test.ts`];
const tested = await execa('bash', [join(root, 'scripts/lab-host/enter.sh'), '--', ...vitest], {
  ...shown,
  env: { LABVM_REAL_IMAGES: folder },
});
process.exitCode = tested.failed ? 1 : 0;
