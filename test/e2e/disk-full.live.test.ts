import { execa } from 'execa';
import { expect, it } from 'vitest';
import { liveLab } from '../contract/live-lab.ts';
import { json } from './support/labvm.ts';

const POOL = '/var/lib/libvirt/images/labvm';
it('probe', async () => {
  const t0 = Date.now();
  const lap = (w: string) => console.log(Date.now() - t0, w);
  await execa('mkdir', ['-p', '/tmp/small']);
  await execa('mount', ['-t', 'tmpfs', '-o', 'size=1g,mode=711', 'tmpfs', '/tmp/small']);
  await execa('cp', ['-a', '--sparse=always', `${POOL}/.`, '/tmp/small/']);
  await execa('mount', ['--move', '/tmp/small', POOL]);
  lap('mounted');
  try {
    const env = { LABVM_RESERVE_DISK_GIB: '0' };
    lap('refused');
    const made = await json('/vm create tiny web1', { env });
    console.log(JSON.stringify(made));
    lap('made');
    const { stdout } = await execa('df', ['-B1', '--output=avail', POOL]);
    const avail = Number(stdout.split('\n')[1]);
    await execa('fallocate', ['-l', String(avail - 5 * 1024 ** 2), `${POOL}/filler`]);
    const lab = liveLab();
    const hv = lab.open();
    const vm = await hv.find('web1');
    const line = await hv.openSerial(vm!.ref);
    line.on('data', (d) => process.stdout.write(d));
    line.write('\rdd if=/dev/zero of=/data/big bs=1M count=20 conv=fsync; date -u\r');
    for (let i = 0; i < 40; i++) {
      await new Promise((r) => setTimeout(r, 500));
      const s = await lab.virsh('domstate', 'web1', '--reason');
      if (!s.includes('running')) {
        console.log(s);
        break;
      }
    }
    lap('paused');
    console.log(await lab.virsh('domblkerror', 'web1'));
    console.log(JSON.stringify(await json('/vm show web1', { env })));
    console.log(JSON.stringify(await json('/vm list', { env: { LANG: 'es_ES.UTF-8' } })));
    console.log(JSON.stringify(await json('/vm resume web1', { env })));
    console.log(JSON.stringify(await json('/host doctor', { env })));
    lap('said');
    await execa('rm', [`${POOL}/filler`]);
    console.log(JSON.stringify(await json('/vm resume web1', { env })));
    lap('resumed');
    console.log(await lab.virsh('domstate', 'web1', '--reason'));
    await new Promise((r) => setTimeout(r, 3000));
    line.write('ls -l /data; hwclock; ls /dev/rtc*; hwclock -s -u; date -u\r');
    await new Promise((r) => setTimeout(r, 3000));
    console.log(JSON.stringify(await json('/vm delete web1 --yes', { env })));
    await hv.close();
  } finally {
    await execa('umount', [POOL]);
  }
  expect(1).toBe(1);
});
