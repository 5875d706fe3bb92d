import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { liveLab } from '../../contract/live-lab.ts';
import { PATIENCE_MS } from '../../support/patience.ts';

/**
 * Says something to the shell on a machine's serial console.
 * @returns what it answers
 */
export async function inside(name: string, command: string): Promise<string> {
  const hypervisor = liveLab().open();
  let line: Duplex | undefined;
  try {
    const vm = await hypervisor.find(name);
    if (!vm) throw new Error(`there is no machine ${name}`);
    line = await hypervisor.openSerial(vm.ref);
    let heard = '';
    line.on('data', (piece: Buffer) => {
      heard += piece.toString();
    });
    // The shell repeats what it is told, so that the marks are put together by the shell itself.
    const said = /BEGIN-7\r?\n([\s\S]*?)\r?\nEND-7/;
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (Date.now() < giveUpAt) {
      line.write(`\recho BEGIN-$((3+4)); ${command}; echo; echo END-$((3+4))\r`);
      for (let look = 0; look < 20; look += 1) {
        await sleep(200);
        const [, answer] = said.exec(heard) ?? [];
        if (answer !== undefined) return answer.replaceAll('\r\n', '\n').trim();
      }
    }
    throw new Error(`${name} does not answer on its console: ${heard.slice(-500)}`);
  } finally {
    line?.destroy();
    await hypervisor.close();
  }
}

/** Types a line at the shell on a machine's serial console; resolves when the console has repeated it, and waits for no more. */
export async function tell(name: string, command: string): Promise<void> {
  const hypervisor = liveLab().open();
  let line: Duplex | undefined;
  try {
    const vm = await hypervisor.find(name);
    if (!vm) throw new Error(`there is no machine ${name}`);
    line = await hypervisor.openSerial(vm.ref);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let heard = '';
    line.on('data', (piece: Buffer) => {
      heard += piece.toString();
      if (heard.includes(command)) resolve();
    });
    line.on('error', reject);
    line.write(`\r${command}\r`);
    await promise;
  } finally {
    line?.destroy();
    await hypervisor.close();
  }
}
