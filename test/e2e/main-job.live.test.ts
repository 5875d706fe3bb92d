import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteMachines } from './support/clean.ts';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { json, succeed } from './support/labvm.ts';
import { listen } from './support/listen.ts';
import { page } from './support/page.ts';

/** The life of one machine, in order: every test leaves it as the next one needs it. */
describe('the main job', () => {
  /** Another process, which tells what nobody asked for. */
  let bot: ReturnType<typeof listen>;

  beforeAll(() => {
    bot = listen();
  });
  afterAll(async () => {
    await deleteMachines();
    expect(await bot.stop()).toBe(0);
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
    expect(vms?.map(({ name, power }) => [name, power])).toContainEqual(['web1', 'running']);
    const { vm, view } = await succeed('/vm show web1');
    expect(vm?.addresses).toHaveLength(1);
    expect(view.text).toContain(vm?.addresses[0]?.ip);
  });

  it('shows what its console said', async () => {
    // Its guest says so when it has its address, which labvm may know a moment before.
    const log = async () => (await succeed('/vm log web1')).log;
    await expect.poll(log).toMatch(/^tiny: .* ready, address \d/m);
  });

  it('pauses and resumes it', async () => {
    expect((await succeed('/vm pause web1')).vm?.power).toBe('paused');
    expect(await virsh('domstate', 'web1')).toBe('paused');
    expect((await succeed('/vm resume web1')).vm?.power).toBe('running');
  });

  it('tells in the language of the lab what others do', async () => {
    await virsh('destroy', 'web1');
    expect(await bot.until(/web1/)).toBe('web1 se ha apagado a la fuerza desde fuera de labvm.');
  });

  it('starts it again, with an address', async () => {
    const { vm } = await succeed('/vm start web1');
    expect(vm?.addresses).toHaveLength(1);
    expect(await page(vm)).toContain('web1');
  });

  it('stops it by its own system', async () => {
    const { vm } = await succeed('/vm stop web1');
    expect(vm?.power).toBe('off');
    expect(await virsh('domstate', 'web1', '--reason')).toBe('shut off (shutdown)');
  });

  it('kills it, and has told nothing of what a command of any process did', async () => {
    // Told after all that was done before, so what had been told of that would stand before it.
    await virsh('start', 'web1');
    await bot.until(/se ha encendido/);
    expect(bot.told.slice(1)).toEqual(['web1 se ha encendido.']);
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
});
