import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kvmCheck } from '../../../adapters/host/kvm-check.ts';
import { judgeKvm } from '../../../adapters/host/kvm-verdict.ts';
import { leaseCheck } from '../../../adapters/libvirt/looks/lease.ts';
import { wayOutCheck } from '../../../adapters/libvirt/looks/way-out.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Check } from '../../../src/host/doctor.ts';
import { examine } from '../../../src/host/examine.ts';
import { roomCheck } from '../../../src/host/store-looks.ts';
import { BUILT_IN } from '../../../src/image/catalogue/index.ts';
import { hostError } from '../../fakes/host-error.ts';
import { ROOT, sourcesOf } from '../../support/sources.ts';

/*
 * Nobody is sent to doctor in vain: every text that names it stands for conditions, and doctor tells each of them. A text
 * that is new here needs its row. The second column says which findings tell it; the third brings the condition about,
 * or names the test that does so on a real host.
 */

type Shown = (() => Promise<Check>) | LiveTest;

/** A test on a real host, by its title, in which the finding is told as bad or a warning, with a remedy. */
interface LiveTest {
  readonly file: string;
  readonly title: string;
  /** What makes the finding in that file, where it is not asked for by its name. */
  readonly by?: string;
}

const LOOKS = 'test/adapters/libvirt/looks';
const network = (title: string): LiveTest => ({ file: `${LOOKS}/network.live.test.ts`, title });
const pool = (title: string): LiveTest => ({ file: `${LOOKS}/pool.live.test.ts`, title });
const rules = (title: string): LiveTest => ({
  file: 'test/e2e/network-rules.live.test.ts',
  title,
  by: 'checkRules(',
});

/** What doctor says of a host whose libvirt fails in this way. */
const hypervisorFails = (kind: 'unreachable' | 'failed') => async (): Promise<Check> => {
  const fails = async () => {
    throw hostError(kind, 'no answer');
  };
  return first({ hosts: fails, images: fails }, []);
};
const imageIsMissing = async (): Promise<Check> =>
  first({ hosts: async () => [], images: async () => [] }, BUILT_IN);

async function first(
  hypervisor: Parameters<typeof examine>[0]['hypervisor'],
  all: typeof BUILT_IN,
): Promise<Check> {
  const catalogue = { all: async () => all };
  const { checks } = await examine({ hypervisor, catalogue, own: [], further: [], log: silentLog });
  const [found] = checks;
  if (!found) throw new Error('doctor found nothing');
  return found;
}

const FULL = {
  look: async () => ({ directory: '/data', freeBytes: 0, reserveBytes: 0, isScarce: true }),
};
const bridge = { bridge: 'labvm0' };
const noKvm = {
  vendor: 'intel',
  cpuFlag: true,
  insideVm: false,
  device: 'absent',
  trial: null,
  engineMayOpen: false,
} as const;

const SENT: Readonly<Record<string, readonly (readonly [condition: string, tells: string, shown: Shown])[]>> =
  {
    'src/host/hints.ts': [
      ['the host does not answer, or stopped answering', 'hypervisor', hypervisorFails('unreachable')],
      ['the host failed', 'hypervisor', hypervisorFails('failed')],
      ['a job could not be put back, as the pool is off', 'pool', pool('is switched off')],
      [
        'a job could not be put back, as libvirt is off',
        'hypervisor',
        pool('that is switched off is the one thing that is told'),
      ],
    ],
    'src/host/store-trouble.ts': [
      ['the disk of the data directory is full', 'data-directory', () => roomCheck(FULL)],
    ],
    'src/vm/diagnose.ts': [
      ['no lease: dnsmasq has ended', 'lease', async () => leaseCheck({ kind: 'silent' }, 'gone', bridge)],
      ['no lease: a firewall', 'lease', network('behind a firewall that drops DHCP')],
      [
        'no lease: all are lent',
        'addresses',
        network('counts its addresses, and says when machines have them all'),
      ],
      [
        'a lease and no way out',
        'way-out',
        async () => wayOutCheck('untranslated', { forwards: true, leadsOut: true }, bridge),
      ],
    ],
    'src/vm/card.ts': [
      [
        'a network without slots, in which machines claim each other’s addresses',
        'network-rules',
        rules('an older network is told of, and becomes one with slots that is otherwise the same'),
      ],
    ],
    'src/vm/create/plan.ts': [['an image that set-up makes is missing', 'image:tiny', imageIsMissing]],
    'scripts/setup/kvm.ts': [
      ['guests are emulated', 'kvm', async () => kvmCheck(judgeKvm(noKvm, new Date(0)))],
    ],
    // Sends to itself: whoever asked too early, or without root, asks again.
    'src/host/run-look.ts': [],
    // People who say it.
    'scripts/transcripts/talk.ts': [],
    'scripts/transcripts/terminal.ts': [],
    'adapters/libvirt/looks/lease.ts': [],
    'adapters/libvirt/looks/machine-files.ts': [],
    'adapters/libvirt/looks/remedies.ts': [],
  };

/** Texts, and not what only readers of the code see. */
function sendsToDoctor(source: string): boolean {
  return source.split('\n').some((line) => line.includes('/host doctor') && !/^\s*(?:\/?\*|\/\/)/.test(line));
}

test('every text that sends to doctor is in the table', () => {
  const sources = sourcesOf('src', 'commands', 'adapters', 'scripts');
  const found = [...sources].filter(([, source]) => sendsToDoctor(source)).map(([file]) => file);
  const own = 'commands/host/doctor.ts';
  expect(found.filter((file) => file !== own).toSorted()).toEqual(Object.keys(SENT).toSorted());
});

const rows = Object.entries(SENT).flatMap(([file, conditions]) =>
  conditions.map((row) => [file, ...row] as const),
);

test.each(rows)('%s: %s', async (_file, _condition, tells, shown) => {
  if (typeof shown === 'function') {
    const check = await shown();
    expect(check).toMatchObject({ name: tells, state: expect.stringMatching(/bad|warning/) });
    expect(check.remedy).toBeDefined();
    return;
  }
  const source = readFileSync(join(ROOT, shown.file), 'utf8');
  const body = bodyOf(source, shown.title);
  expect(shown.by ? source : body).toContain(shown.by ?? `'${tells}'`);
  expect(body).toMatch(/expectTold\(|state: '(?:bad|warning)',[^}]*\bremedy: /);
});

/** The code of one test, from its title to the end of its block. @throws Error where there is no such test */
function bodyOf(source: string, title: string): string {
  const [, before, after] = source.split(new RegExp(`^( *)(?:it|test)\\('${title}', `, 'm'));
  const body = after?.split(`\n${before}});\n`)[0];
  if (body === undefined) throw new Error(`There is no test “${title}”.`);
  return body;
}
