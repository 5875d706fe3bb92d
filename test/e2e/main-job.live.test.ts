import { afterAll, describe, expect, it } from 'vitest';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { type JsonVm, json, succeed } from './support/labvm.ts';

/** The guest writes its page when it has its address, which labvm may know a moment before. */
async function page(vm: JsonVm | undefined): Promise<string> {
  const signal = AbortSignal.timeout(10_000);
  for (;;) {
    const response = await fetch(`http://${vm?.addresses[0]?.ip}/`, { signal });
    expect(response.status).toBe(200);
    const text = await response.text();
    if (text !== '') return text;
  }
}

describe('the main job', () => {
  afterAll(async () => {
    await json('/vm delete web1 --yes');
    expect(await leftOvers()).toEqual(NOTHING);
  });

  it('creates a machine that runs and answers', async () => {
    const { ok, command, vm, job } = await succeed('/vm create tiny web1 --memory 160M');
    expect({ ok, command }).toEqual({ ok: true, command: 'vm create' });
    expect(vm).toMatchObject({
      name: 'web1',
      image: 'tiny',
      owner: 'terminal:local',
      power: 'running',
      expiresAt: null,
    });
    expect(vm?.spec).toEqual({ cpus: 1, memoryMiB: 160, diskGiB: 1 });
    expect(vm?.addresses[0]).toMatchObject({ family: 'ipv4', source: 'lease' });
    expect(job?.state).toBe('done');
    expect(await page(vm)).toContain('web1');
    expect(await virsh('domstate', 'web1')).toBe('running');
  });

  it('refuses the same name twice, and says so', async () => {
    const { ok, error } = await json('/vm create tiny web1');
    expect(ok).toBe(false);
    expect(error?.code).toBe('exists');
    expect(error?.message).toContain('web1');
  });

  it('lists and shows it', async () => {
    const { vms } = await succeed('/vm list');
    expect(vms?.map(({ name, power }) => [name, power])).toEqual([['web1', 'running']]);
    const { vm, view } = await succeed('/vm show web1');
    expect(vm?.addresses).toHaveLength(1);
    expect(view.text).toContain(vm?.addresses[0]?.ip);
  });

  it('shows what its console said', async () => {
    const { log } = await succeed('/vm log web1');
    expect(log).toMatch(/^tiny: .* ready, address \d/m);
  });

  it('pauses and resumes it', async () => {
    expect((await succeed('/vm pause web1')).vm?.power).toBe('paused');
    expect(await virsh('domstate', 'web1')).toBe('paused');
    expect((await succeed('/vm resume web1')).vm?.power).toBe('running');
  });

  it('restarts it, with an address again', async () => {
    const { vm } = await succeed('/vm restart web1');
    expect(await page(vm)).toContain('web1');
  });

  it('stops it by its own system', async () => {
    const { vm } = await succeed('/vm stop web1');
    expect(vm?.power).toBe('off');
    expect(await virsh('domstate', 'web1', '--reason')).toBe('shut off (shutdown)');
  });

  it('starts it again and kills it', async () => {
    expect((await succeed('/vm start web1')).vm?.addresses).toHaveLength(1);
    expect((await succeed('/vm kill web1')).vm?.power).toBe('off');
    expect(await virsh('domstate', 'web1', '--reason')).toBe('shut off (destroyed)');
  });

  it('asks before it deletes, and then leaves nothing', async () => {
    const asked = await json('/vm delete web1');
    expect(asked.error?.code).toBe('needs-confirmation');
    expect(asked.view.text).toContain('web1');
    expect((await leftOvers()).domains).toEqual(['web1']);
    await succeed('/vm delete web1 --yes');
    expect(await leftOvers()).toEqual(NOTHING);
  });

  it('makes several with one line', async () => {
    const { vms } = await succeed('/vm create tiny class --count 2 --memory 128M');
    expect(vms?.map(({ name }) => name)).toEqual(['class-1', 'class-2']);
    expect(new Set(vms?.map(({ addresses }) => addresses[0]?.ip)).size).toBe(2);
    for (const vm of vms ?? []) expect(await page(vm)).toContain(vm.name);
    for (const vm of vms ?? []) await succeed(`/vm delete ${vm.name} --yes`);
    expect(await leftOvers()).toEqual(NOTHING);
  });
});
