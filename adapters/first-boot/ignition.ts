import type { FirstBootWish } from '../../src/vm/first-boot.ts';
import type { FirstBoot } from '../../src/vm/plan.ts';

/** Understood by every Fedora CoreOS since 2021 (coreos docs: ignition, specification v3.3.0). */
const VERSION = '3.3.0';

/** 0644 in the decimal that JSON has. */
const FILE_MODE = 0o644;

/** Ignition's configuration: the name, and how the user `core` gets in. */
export function ignition(
  { hostname, keys }: Pick<FirstBootWish, 'hostname' | 'keys'>,
  passwordHash: string,
): Extract<FirstBoot, { kind: 'ignition' }> {
  const config = {
    ignition: { version: VERSION },
    passwd: { users: [{ name: 'core', sshAuthorizedKeys: keys, passwordHash }] },
    storage: {
      files: [
        {
          path: '/etc/hostname',
          mode: FILE_MODE,
          overwrite: true,
          contents: { source: `data:,${encodeURIComponent(`${hostname}\n`)}` },
        },
      ],
    },
  };
  return { kind: 'ignition', config: JSON.stringify(config) };
}
