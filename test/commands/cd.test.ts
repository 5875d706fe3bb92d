import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/view/plain.ts';
import { ANA, addImage, addMachine, BEN, commandLab, lastJob, refused, viewOf } from './support/lab.ts';

/** A lab with SliTaz's disc, a machine that came up from it, and one without a drive. */
function discLab() {
  const lab = commandLab();
  addImage(lab.hypervisor, 'slitaz', { format: 'iso' });
  addMachine(lab.hypervisor, 'live1', 'running', ANA.id, 'slitaz', 'live');
  addMachine(lab.hypervisor, 'web1');
  return lab;
}

describe('/cd insert', () => {
  it('puts a disc into a drive', async () => {
    const lab = discLab();
    expect(await lab.ask('/cd insert live1 SLITAZ', ANA)).toMatchObject({ kind: 'started' });
    expect(lastJob(lab)).toMatchObject({
      kind: 'cd.insert',
      vm: 'live1',
      input: { name: 'live1', image: 'slitaz' },
      stepNames: ['insert'],
      reservation: null,
    });
  });

  it.each([
    [
      'what is no disc',
      'tiny',
      'bad-argument',
      'tiny is a disk, not a disc, so it does not fit into a drive.',
    ],
    ['what is not here', 'minino', 'not-found', 'The image minino is not on this host.'],
    ['what is nowhere', 'sltaz', 'not-found', 'There is no image called sltaz.'],
  ])('refuses %s', async (_what, image, code, sentence) => {
    const lab = discLab();
    expect(refused(await lab.ask(`/cd insert live1 ${image}`, ANA))).toMatchObject({
      code,
      text: { en: sentence },
    });
    expect(lab.starts).toEqual([]);
  });

  it('gives a machine a drive while it is off, and says so while it is on', async () => {
    const lab = discLab();
    expect(refused(await lab.ask('/cd insert web1 slitaz', ANA))).toMatchObject({
      code: 'wrong-state',
      hint: { en: 'Stop it: /vm stop web1' },
    });
    lab.hypervisor.world.shutdownFromInside('web1');
    await lab.ask('/cd insert web1 slitaz', ANA);
    expect(lastJob(lab)).toMatchObject({ kind: 'cd.insert', vm: 'web1' });
  });

  it('is for those who may control the machine', async () => {
    expect(refused(await discLab().ask('/cd insert live1 slitaz', BEN))).toMatchObject({ code: 'not-found' });
  });
});

describe('/cd eject', () => {
  it.each([
    ['/cd eject live1', false],
    ['/cd eject live1 --force', true],
  ])('%s empties the drive', async (line, force) => {
    const lab = discLab();
    expect(await lab.ask(line, ANA)).toMatchObject({ kind: 'started' });
    expect(lastJob(lab)).toMatchObject({ kind: 'cd.eject', vm: 'live1', input: { name: 'live1', force } });
  });

  it('says so where there is nothing to be taken out', async () => {
    const lab = discLab();
    const said = async (line: string) => plainText(viewOf(await lab.ask(line, ANA)), 'en', 100);
    expect(await said('/cd eject web1')).toContain('web1 has no drive.');
    lab.hypervisor.world.machine('live1').disc = null;
    expect(await said('/cd eject live1')).toContain('The drive of live1 is already empty.');
    expect(lab.starts).toEqual([]);
  });
});

it('a machine’s card and its data tell the disc in its drive', async () => {
  const lab = discLab();
  const answer = await lab.ask('/vm show live1', ANA);
  expect(answer).toMatchObject({ data: { vm: { disc: 'slitaz' } } });
  expect(plainText(viewOf(answer), 'en', 100)).toMatch(/Disc in the drive +slitaz/);
  const other = await lab.ask('/vm show web1', ANA);
  expect(other.kind === 'said' && other.data.vm).not.toHaveProperty('disc');
});
