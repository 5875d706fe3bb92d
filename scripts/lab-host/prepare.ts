/** Makes a fresh lab ready with the very steps that set up a real host. */
import { localeOf } from '../../src/base/text.ts';
import { dataDirectory } from '../setup/data-directory.ts';
import { image, installTiny } from '../setup/image.ts';
import { kvm } from '../setup/kvm.ts';
import { namesFolder } from '../setup/names-folder.ts';
import { network } from '../setup/network.ts';
import { networkHook } from '../setup/network-hook.ts';
import { networkRules } from '../setup/network-rules.ts';
import { openHost } from '../setup/open-host.ts';
import { pool } from '../setup/pool.ts';
import { runSteps } from '../setup/run-steps.ts';
import type { Step } from '../setup/step.ts';

const host = openHost();
/** A lab has no way to Debian's mirror: it takes the image that set-up has built before. */
const presentImage: Step = { ...image, check: async () => null, make: installTiny };
const lines: string[] = [];
// libvirt looks at QEMU when it is first asked about it, for about a second: no test should pay for that.
const lookAtQemu = host.virsh.run('version');
const steps = [kvm, networkHook, dataDirectory, namesFolder, network, networkRules, pool, presentImage];
const outcome = await runSteps(steps, host, {
  locale: localeOf(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG),
  print: (line) => lines.push(line),
});
await lookAtQemu;
if (outcome !== 'done') {
  console.error(lines.join('\n'));
  process.exitCode = 1;
}
