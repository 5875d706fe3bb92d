import { expect, it } from 'vitest';
import type { AccessSettings } from '../../../src/access/authorise.ts';
import { completeLine } from '../../../src/command/complete.ts';
import { BUILT_IN } from '../../../src/image/catalogue/index.ts';
import { PLACE, room } from './support/recording-room.ts';

const ACTOR = { id: 'slack:T1:ana', displayName: 'Ana' };

/** What is offered at the end of a line, each with the line as it would be. */
async function offered(line: string, access: Partial<AccessSettings> = {}, broken = false) {
  const stage = room({ access });
  stage.machine('web1');
  stage.machine('web10');
  stage.machine('web2');
  stage.machine('other', 'slack:T1:ben');
  if (broken) stage.lab.lostConnection();
  const { from, choices } = await completeLine(stage.world, {
    line,
    actor: ACTOR,
    place: PLACE,
    locale: 'en',
  });
  return choices.map(({ value }) => line.slice(0, from) + value);
}

it.each([
  ['', ['vm', 'cd', 'image', 'host', 'job', 'my', 'help']],
  ['/', ['/vm', '/cd', '/image', '/host', '/job', '/my', '/help']],
  ['h', ['host', 'help']],
  ['/labvm h', ['/labvm host', '/labvm help']],
  ['/labvm ', ['vm', 'cd', 'image', 'host', 'job', 'my', 'help'].map((word) => `/labvm ${word}`)],
  ['/vm re', ['/vm restart', '/vm resume']],
  ['VM re', ['VM restart', 'VM resume']],
  ['/job ', ['/job list', '/job cancel']],
  ['/máquina cr', ['/máquina create']],
  ['/zz ', []],
  ['/zz top ', []],
  ['/vm show ', ['/vm show web1', '/vm show web2', '/vm show web10']],
  ['/vm show web1', ['/vm show web1', '/vm show web10']],
  ['/vm show WEB2', ['/vm show web2']],
  ['/vm show web1 ', []],
  ['/vm create ', BUILT_IN.map(({ id }) => `/vm create ${id}`)],
  ['/vm create ti', ['/vm create tiny', '/vm create tinycore']],
  ['/vm create core', ['/vm create fedora-coreos']],
  ['/vm create tiny --bus ', ['virtio', 'ide', 'sata'].map((bus) => `/vm create tiny --bus ${bus}`)],
  ['/vm create tiny --nic r', ['/vm create tiny --nic rtl8139']],
  ['/my key r', ['/my key remove']],
  ['/vm create tiny --c', ['/vm create tiny --cpus', '/vm create tiny --count']],
  ['/vm create tiny --cpus 2 --c', ['/vm create tiny --cpus 2 --count']],
  ['/vm create --cpus 2 ti', ['/vm create --cpus 2 tiny', '/vm create --cpus 2 tinycore']],
  ['/vm create --cpus=2 tinyc', ['/vm create --cpus=2 tinycore']],
  ['/vm create --cpus ', []],
  ['/vm delete --yes w', ['/vm delete --yes web1', '/vm delete --yes web2', '/vm delete --yes web10']],
  ['/vm delete web1 --', ['/vm delete web1 --yes']],
  ['/help vm cr', ['/help vm create']],
  ['/help /vm cr', ['/help /vm create']],
  ['/help jo', ['/help job list', '/help job cancel']],
  ['/vm create --constructor tinyc', ['/vm create --constructor tinycore']],
  ['/vm create --__proto__=', []],
  ['/vm show "web', []],
])('offers after %j what can follow', async (line, lines) => expect(await offered(line)).toEqual(lines));

it('offers nobody what he may not use', async () => {
  const guest = { defaultRole: 'guest' } as const;
  expect(await offered('', guest)).toEqual(['help']);
  expect(await offered('/vm ', guest)).toEqual([]);
  expect(await offered('/vm show ', guest)).toEqual([]);
});

it('offers nothing while the host does not answer', async () => {
  expect(await offered('/vm show ', {}, true)).toEqual([]);
});
