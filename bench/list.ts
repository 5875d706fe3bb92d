import { execa } from 'execa';
import type { Bot } from './bot.ts';
import { type Figure, quantile, single } from './measure.ts';

const MACHINES = 100;
const LISTS = 300;

/** `/vm list` with a hundred machines that are defined, from the typed line to the answer. */
export async function benchList(bot: Bot): Promise<readonly Figure[]> {
  await bot.type('/vm create tiny model', {});
  await bot.type('/vm kill model', {});
  const socket = `qemu+unix:///system?socket=${process.env.LABVM_LIBVIRT_SOCKET}`;
  const { stdout: xml } = await execa('virsh', ['-c', socket, 'dumpxml', '--inactive', 'model']);
  const names = Array.from({ length: MACHINES - 1 }, (_, n) => `listed-${n + 1}`);
  for (const name of names) {
    // Copies of a machine of labvm's: another name, UUID, MAC and request, and the rest alike.
    const copy = xml
      .replace('<name>model<', `<name>${name}<`)
      .replace(/<uuid>.*<\/uuid>/, '')
      .replace(/<mac address=.*\/>/, '')
      .replace(/(request[^>]*>)[^<]+/, `$1${name}`);
    await execa('virsh', ['-c', socket, 'define', '/dev/stdin'], { input: copy });
  }
  const times: number[] = [];
  for (let n = 0; n < LISTS; n += 1) {
    const { answered } = await bot.type('/vm list', {});
    times.push(answered ?? Number.NaN);
  }
  for (const name of names) await execa('virsh', ['-c', socket, 'undefine', name]);
  await bot.type('/vm delete model --yes', {});
  return [
    single(`/vm list with ${MACHINES} machines, p99 of ${LISTS}`, quantile(times, 0.99), 'ms', 50),
    {
      ...single(`/vm list with ${MACHINES} machines, median`, quantile(times, 0.5), 'ms', 50),
      met: null,
      aim: 'no aim',
    },
  ];
}
