import type { FirstBootWish } from '../../src/vm/first-boot.ts';
import type { FirstBoot } from '../../src/vm/plan.ts';
import { yamlOf } from './yaml.ts';

/**
 * The files of NoCloud (cloud-init docs: datasources, nocloud). What is labvm's stands in the vendor's part, so that
 * a teacher's own words win and are delivered as they were checked; keys and name stand where every reader of such
 * seeds looks for them.
 */
export function noCloud(
  { requestId, hostname, keys, userData }: Omit<FirstBootWish, 'kind'>,
  passwordHash: string,
): Extract<FirstBoot, { kind: 'nocloud' }> {
  return {
    kind: 'nocloud',
    metaData: yamlOf({
      'instance-id': requestId,
      'local-hostname': hostname,
      ...(keys.length > 0 ? { 'public-keys': keys } : {}),
    }),
    userData: userData ?? cloudConfig(keys.length > 0 ? { ssh_authorized_keys: keys } : {}),
    vendorData: cloudConfig({
      password: passwordHash,
      chpasswd: { expire: false },
      // Without a key there is no other way in over the network.
      ssh_pwauth: keys.length === 0,
      // A machine made of a saved one is another machine.
      ssh_deletekeys: true,
    }),
  };
}

function cloudConfig(settings: Readonly<Record<string, unknown>>): string {
  return `#cloud-config\n${yamlOf(settings)}`;
}
