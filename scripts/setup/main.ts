/**
 * The part of the set-up that is written in TypeScript: everything but node_modules and Debian's packages.
 *
 *   node scripts/setup/main.ts [all|tools]
 *
 * Ends with 0 if all is there, 1 if something failed, 77 if something is missing that only root can make.
 */
import { forgetSecrets } from '../../src/base/secret-variables.ts';
import { localeOf, say } from '../../src/base/text.ts';
import { access } from './access.ts';
import { daemon } from './daemon.ts';
import { dataDirectory } from './data-directory.ts';
import { builtImage, image } from './image.ts';
import { kvm } from './kvm.ts';
import { namesFolder } from './names-folder.ts';
import { network } from './network.ts';
import { networkHook } from './network-hook.ts';
import { networkRules } from './network-rules.ts';
import { openHost } from './open-host.ts';
import { pool } from './pool.ts';
import { runSteps } from './run-steps.ts';
import { runtime } from './runtime.ts';
import type { Step } from './step.ts';

const STEPS: Readonly<Record<string, readonly Step[]>> = {
  all: [
    runtime,
    kvm,
    // Before the daemon, which looks for hooks only when it starts.
    networkHook,
    daemon,
    access,
    dataDirectory,
    namesFolder,
    network,
    networkRules,
    pool,
    image,
  ],
  tools: [runtime, builtImage],
};

const EXIT = { done: 0, failed: 1, 'needs-root': 77 } as const;

// Set-up starts many programs, and none of them has to know more of .env than it.
forgetSecrets(process.env);

const locale = localeOf(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG);
const steps = STEPS[process.argv[2] ?? 'all'];
if (!steps) {
  console.error(say({ en: 'usage: setup.sh [all|tools]', es: 'uso: setup.sh [all|tools]' }, locale));
  process.exitCode = 64;
} else {
  const outcome = await runSteps(steps, openHost(), { locale, print: (line) => console.error(line) });
  process.exitCode = EXIT[outcome];
}
