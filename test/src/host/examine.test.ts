import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { UserError } from '../../../src/base/errors.ts';
import { silentLog } from '../../../src/base/log.ts';
import { PortError } from '../../../src/base/port-error.ts';
import type { Look } from '../../../src/host/doctor.ts';
import { createDoctor, type Examination, examine } from '../../../src/host/examine.ts';
import type { Host } from '../../../src/host/port.ts';
import { BUILT_IN } from '../../../src/image/catalogue/index.ts';

const HOST: Host = {
  name: 'host',
  engine: 'QEMU 1, libvirt 2',
  acceleration: 'none',
  cpus: 2,
  memoryMiB: 4096,
  freeMemoryMiB: 2048,
  diskGiB: 100,
  freeDiskGiB: 50,
  reach: 'ok',
};
const label = { en: 'Pool', es: 'Almacén' };
const good = { name: 'pool', label, state: 'good', detail: 'there' } as const;

function looking(act: Look['look'], asksHypervisor = true): Look {
  return { name: 'pool', label, asksHypervisor, look: act };
}

function host(changes: Partial<Examination> = {}): Examination {
  return {
    hypervisor: { hosts: async () => [HOST], images: async () => [] },
    catalogue: { all: async () => [] },
    own: [],
    further: [looking(async () => [good])],
    log: silentLog,
    deadline: () => new AbortController().signal,
    ...changes,
  };
}
const never = () => new Promise<never>(() => undefined);
const unreachable = async () => {
  const text = { en: 'libvirt is not running.', es: 'libvirt no está en marcha.' };
  throw new PortError('unreachable', text, undefined, { cause: new Error('connect ENOENT') });
};
/** A finding of a host whose hypervisor fails with this. */
async function failing(error: Error) {
  const fails = () => Promise.reject(error);
  const { checks } = await examine(host({ hypervisor: { hosts: fails, images: fails }, further: [] }));
  return checks[0];
}

test('says what is known, what the host has, what was looked at, and its images, in this order', async () => {
  const own = [{ ...good, name: 'kvm' }];
  const catalogue = { all: async () => BUILT_IN };
  const { checks } = await examine(host({ own, catalogue }));
  expect(checks.map(({ name }) => name)).toEqual(['kvm', 'hypervisor', 'memory', 'pool', 'image:tiny']);
});

test('a look that fails is a finding in words, and its cause is logged', async () => {
  const warn = vi.fn();
  const failing = looking(async () => {
    throw new Error('ip: no such program');
  });
  const { checks } = await examine(host({ further: [failing], log: { ...silentLog, warn } }));
  expect(checks.at(-1)).toEqual({
    name: 'pool',
    label,
    state: 'warning',
    detail: {
      en: 'could not be checked (system: "ip: no such program")',
      es: 'no se ha podido comprobar (system: "ip: no such program")',
    },
    remedy: { en: expect.stringContaining('Try again'), es: expect.stringContaining('Inténtelo de nuevo') },
  });
  expect(warn).toHaveBeenCalledWith(expect.objectContaining({ look: 'pool' }), 'a look at the host failed');
});

test('what a person is told of a failure is told in their language', async () => {
  const text = { en: 'The program nft is not installed.', es: 'El programa nft no está instalado.' };
  const hint = { en: 'Install it.', es: 'Instálelo.' };
  const failing = looking(async () => {
    throw new UserError('failed', text, hint, { evidence: 'system: "spawn nft"' });
  });
  const { checks } = await examine(host({ further: [failing] }));
  expect(checks.at(-1)).toMatchObject({
    detail: { es: 'no se ha podido comprobar: El programa nft no está instalado. (system: "spawn nft")' },
    remedy: hint,
  });
});

test('a look that hangs holds nobody up: the others are told, and it is told to put everything away', async () => {
  const late = new AbortController();
  const heard = vi.fn();
  const hanging = looking((signal) => {
    signal.addEventListener('abort', heard);
    return never();
  });
  const report = examine(
    host({ further: [hanging, looking(async () => [good])], deadline: () => late.signal }),
  );
  // By then whoever does not hang has answered.
  await setImmediate();
  late.abort();
  const { checks } = await report;
  expect(checks.map(({ name, state }) => [name, state])).toEqual([
    ['hypervisor', 'good'],
    ['memory', 'good'],
    ['pool', 'warning'],
    ['pool', 'good'],
  ]);
  expect(checks[2]?.detail).toMatchObject({
    en: expect.stringContaining('no answer when the report was due'),
  });
  expect(heard).toHaveBeenCalledOnce();
});

test('looks go side by side', async () => {
  const met = Promise.withResolvers<void>();
  const first = looking(async () => met.promise.then(() => [good]));
  const second = looking(async () => {
    met.resolve();
    return [good];
  });
  expect((await examine(host({ further: [first, second] }))).checks.slice(-2)).toEqual([good, good]);
});

test('a hypervisor that does not answer is told once, without sending to doctor', async () => {
  const hypervisor = { hosts: unreachable, images: unreachable };
  const further = [looking(unreachable), looking(async () => [{ ...good, name: 'data' }], false)];
  const { checks } = await examine(host({ hypervisor, further }));
  expect(checks.map(({ name, state }) => [name, state])).toEqual([
    ['hypervisor', 'bad'],
    ['data', 'good'],
  ]);
  expect(checks[0]).toMatchObject({
    detail: {
      en: 'cannot be reached: libvirt is not running.',
      es: 'no se puede consultar: libvirt no está en marcha.',
    },
    remedy: { en: expect.stringContaining('scripts/setup.sh'), es: expect.stringContaining('grupo libvirt') },
  });
});

test('a hypervisor that refuses is told in both languages, its own words behind, and with its own remedy', async () => {
  const text = { en: 'The pool is off.', es: 'El almacén está apagado.' };
  const hint = { en: 'Switch it on.', es: 'Enciéndalo.' };
  const evidence = 'libvirt: "Requested operation is not valid"';
  const refused = new PortError('wrong-state', text, hint, { evidence, cause: new Error('raw') });
  expect(await failing(refused)).toMatchObject({
    state: 'bad',
    detail: {
      en: `answers, but says nothing about this host: The pool is off. (${evidence})`,
      es: `responde, pero no dice nada de este anfitrión: El almacén está apagado. (${evidence})`,
    },
    remedy: hint,
  });
});

test('an error without words for people is evidence behind a neutral sentence', async () => {
  expect(await failing(new Error('odd'))).toMatchObject({
    state: 'warning',
    detail: {
      en: 'could not be checked (system: "odd")',
      es: 'no se ha podido comprobar (system: "odd")',
    },
  });
});

test('a hypervisor that hangs is told as that', async () => {
  const late = new AbortController();
  const report = examine(
    host({
      hypervisor: { hosts: never, images: never },
      further: [looking(never)],
      deadline: () => late.signal,
    }),
  );
  late.abort();
  expect((await report).checks).toMatchObject([
    {
      name: 'hypervisor',
      state: 'bad',
      detail: { en: expect.stringMatching(/^hangs/), es: expect.stringMatching(/^está bloqueado/) },
      remedy: { en: expect.stringContaining('systemctl restart libvirtd') },
    },
  ]);
});

test('who knows better why the hypervisor does not answer is believed', async () => {
  const why = { ...good, name: 'hypervisor', state: 'bad', detail: 'is not running' } as const;
  const hypervisor = { hosts: unreachable, images: unreachable };
  const { checks } = await examine(host({ hypervisor, further: [looking(async () => [why])] }));
  expect(checks).toEqual([why]);
});

test('several who ask at once share one look, and who asks later has one of their own', async () => {
  const hosts = vi.fn(async () => [HOST]);
  const doctor = createDoctor(host({ hypervisor: { hosts, images: async () => [] } }));
  const [one, two] = await Promise.all([doctor(), doctor()]);
  expect(two).toBe(one);
  expect(hosts).toHaveBeenCalledOnce();
  await doctor();
  expect(hosts).toHaveBeenCalledTimes(2);
});

test('an image that nobody can fetch again is missed, with what helps', async () => {
  const [tiny] = BUILT_IN;
  if (!tiny) throw new Error('the catalogue is empty');
  const given = { ...tiny, id: 'lesson', source: { kind: 'given' } } as const;
  const { checks } = await examine(host({ catalogue: { all: async () => [tiny, given] } }));
  expect(checks.slice(-2)).toMatchObject([
    { name: 'image:tiny', state: 'warning', remedy: { en: expect.stringContaining('scripts/setup.sh') } },
    { name: 'image:lesson', state: 'warning', remedy: { es: expect.stringContaining('/image save') } },
  ]);
});
