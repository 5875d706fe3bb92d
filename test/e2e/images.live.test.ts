import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { makeKey } from '../scripts/tiny/support/ssh.ts';
import { virsh } from './support/host.ts';
import { imageDesk } from './support/image-desk.ts';
import { json, pipe } from './support/labvm.ts';
import { ssh } from './support/ssh.ts';

// The two kinds that classes use most; images-kinds.long.test.ts has one image of each other kind, and images.long.test.ts
// more machines of each, and every hardware.
const desk = imageDesk(['cloudy']);

it('a system of the catalogue that is not on the host is fetched, checked, and started the way it needs', async () => {
  const { mirror, say } = desk();
  mirror.putDisc('iso/rolling/slitaz-rolling.iso');
  const { vm } = await say('/vm create slitaz live1');
  expect(vm).toMatchObject({ power: 'running', spec: { diskGiB: 0 } });
  expect(vm?.addresses).toHaveLength(1);
  const xml = await virsh('dumpxml', 'live1');
  expect(xml).toMatch(/<model type='e1000'\/>/);
  expect(xml).toMatch(/<target dev='hdc' bus='ide'/);
  expect(xml).not.toContain("device='disk'");
  const { images } = await say('/image list');
  expect(images?.find(({ id }) => id === 'slitaz')).toMatchObject({ present: true });
});

it('an image stays as long as a machine needs it, and can be verified and removed after that', async () => {
  const { mirror, say, refusal, remove } = desk();
  const { view } = await say('/image show slitaz');
  expect(view.text).toMatch(/live1/);
  expect((await refusal('/image remove slitaz --yes'))?.message).toContain('live1');
  await say('/image verify slitaz');
  await remove('live1');
  const asked = await json('/image remove slitaz', { env: mirror.env });
  expect(asked.error?.code).toBe('needs-confirmation');
  await say('/image remove slitaz --yes');
});

it('a cloud image reads the seed: a name that YAML 1.1 would not take for one, and the keys that let in', async () => {
  const { mirror, folder, say, remove } = desk();
  const own = await makeKey(folder);
  // As PuTTYgen writes it, and as a chat sends it.
  const form = await execa('ssh-keygen', ['-e', '-m', 'RFC4716', '-f', `${own.path}.pub`]);
  expect(form.stdout).toMatch(/^---- BEGIN SSH2 PUBLIC KEY ----\n/);
  await say(`/my key add \`\`\`\n${form.stdout}\n\`\`\``);
  expect((await say('/my key list')).view.text).toContain('SHA256:');
  await say(`/image add ${mirror.putDisk('cloud.img')} --as cloudy --kind cloud`);
  // As an editor of Windows writes it.
  const given = await makeKey(await mkdtemp(join(folder, 'given-')));
  const userData = join(folder, 'user.yaml');
  const lines = ['\ufeff#cloud-config', 'ssh_authorized_keys:', `  - ${given.publicKey}`, ''];
  await writeFile(userData, lines.join('\r\n'), 'utf16le');
  const { vm } = await say(`\`/vm create cloudy on\` --memory \`160M\` --user-data ${userData}`);
  expect(await ssh(vm, own.path, 'hostname')).toBe('on');
  expect(await ssh(vm, given.path, 'hostname')).toBe('on');
  await remove('on');
});

it('what is not an image is told in one sentence, and nothing of it is kept', async () => {
  const { mirror, refusal } = desk();
  const url = mirror.put('page.iso', '<!doctype html><h1>moved</h1>', { type: 'text/html' });
  const error = await refusal(`/image add ${url} --as page`);
  expect(error?.code).toBe('bad-image');
  expect(error?.message).toMatch(/web page/);
  const { stdout } = await pipe(['/image list'], { env: mirror.env });
  expect(stdout).not.toContain('page');
});
