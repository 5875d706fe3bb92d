import { type LibvirtClient, procedures } from './rpc/index.ts';
import { attribute, child, children, readXml, textsOf } from './xml.ts';

/** What the host can do for a new machine. */
export interface HostAbilities {
  /** Whether guests run on KVM. */
  accelerated(): Promise<boolean>;
  /** Whether libvirt can limit the translation cache of an emulated guest. */
  limitsTranslation(): Promise<boolean>;
  /** Whether libvirt finds a UEFI firmware for guests. */
  uefi(): Promise<boolean>;
}

/** libvirt refuses a description with `tb-cache` before 8.0.0 (libvirt: Domain XML format, features, tcg). */
const TB_CACHE_VERSION = 8_000_000n;

/** libvirt may have to look at QEMU first, which takes seconds. */
const SLOW_LOOK = { lane: 'slow', timeoutMs: 60_000 } as const;

/** @param kvmUsable whether a guest was seen to boot on KVM: `/dev/kvm` alone proves nothing */
export function createAbilities(client: LibvirtClient, kvmUsable: boolean): HostAbilities {
  const accelerated = once(async () => {
    if (!kvmUsable) return false;
    const { capabilities } = await client.call(procedures.connectGetCapabilities, {}, SLOW_LOOK);
    return offersKvm(capabilities);
  });
  return {
    accelerated,
    limitsTranslation: once(async () => {
      const { version } = await client.call(procedures.connectGetLibVersion, {});
      return version >= TB_CACHE_VERSION;
    }),
    uefi: once(async () => {
      const { capabilities } = await client.call(
        procedures.connectGetDomainCapabilities,
        {
          emulator: null,
          arch: 'x86_64',
          machine: 'q35',
          virtType: (await accelerated()) ? 'kvm' : 'qemu',
          flags: 0,
        },
        SLOW_LOOK,
      );
      return offersUefi(capabilities);
    }),
  };
}

/** Reads libvirt's driver capabilities. */
export function offersKvm(xml: string): boolean {
  return children(child(readXml(xml), 'capabilities'), 'guest')
    .map((guest) => child(guest, 'arch'))
    .filter((arch) => attribute(arch, 'name') === 'x86_64')
    .some((arch) => children(arch, 'domain').some((domain) => attribute(domain, 'type') === 'kvm'));
}

/** Reads libvirt's domain capabilities. */
export function offersUefi(xml: string): boolean {
  return children(child(child(readXml(xml), 'domainCapabilities'), 'os'), 'enum')
    .filter((found) => attribute(found, 'name') === 'firmware')
    .some((found) => textsOf(found, 'value').includes('efi'));
}

/** Asks once and remembers, unless it failed. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}
