import { readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { NetworkSlot } from '../../../../adapters/libvirt/network/network-slots.ts';
import { writeXml } from '../../../../adapters/libvirt/xml.ts';
import { openHost } from '../../../../scripts/setup/open-host.ts';
import { PATIENCE_MS } from '../../../support/patience.ts';
import { virsh } from '../host.ts';

/** A real machine in a slot of the network, made without labvm, and its shell. */
export interface Guest extends NetworkSlot {
  /** What the system has said when it has an address. */
  ready(): Promise<string>;
  /** Says something to the shell, as root. @returns what it answers */
  run(command: string): Promise<string>;
  remove(): Promise<void>;
}

const POOL = '/var/lib/libvirt/images/labvm';

/** Starts `tiny` in a slot. */
export async function startGuest(slot: NetworkSlot): Promise<Guest> {
  const name = `hostile-${slot.number}`;
  const [disk, serial] = [`${POOL}/${name}.qcow2`, `/var/lib/libvirt/qemu/${name}.serial`];
  const image = (await readdir(POOL)).find((file) => /^image-tiny-.*\.qcow2$/.test(file));
  const backing = ['-F', 'qcow2', '-b', `${POOL}/${image}`];
  await execa('qemu-img', ['create', '-q', '-f', 'qcow2', ...backing, disk]);
  await openHost().virsh.withXml(definition(name, slot, disk, serial), 'create');

  const line = connect(serial);
  let heard = '';
  line.on('data', (piece: Buffer) => {
    heard += piece.toString();
  });
  line.on('error', () => undefined);
  // Repeats what it says until the guest has heard it: a shell that is not there yet hears nothing.
  const answer = async (what: string, pattern: RegExp, repeat: string): Promise<string> => {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (Date.now() < giveUpAt) {
      line.write(repeat);
      for (let look = 0; look < 50; look += 1) {
        const [, found] = pattern.exec(heard) ?? [];
        if (found !== undefined) return found.replaceAll('\r\n', '\n').trim();
        await sleep(200);
      }
    }
    throw new Error(`${name}: no ${what} on its console: ${heard.slice(-800)}`);
  };

  let commands = 0;
  return {
    ...slot,
    ready: () => answer('word that it is ready', /ready, address ([\d.]+)/, ''),
    async run(command) {
      // The shell repeats what it is told, so that the marks are put together by the shell itself.
      commands += 1;
      const said = new RegExp(`BEGIN-${commands}-7\\r?\\n([\\s\\S]*?)\\r?\\nEND-${commands}-7`);
      const marked = `echo BEGIN-${commands}-$((3+4)); ${command}; echo; echo END-${commands}-$((3+4))\r`;
      line.write(marked);
      return answer(`answer to ${command}`, said, '');
    },
    async remove() {
      line.destroy();
      await virsh('destroy', name);
      await rm(disk);
    },
  };
}

function definition(name: string, slot: NetworkSlot, disk: string, serial: string): string {
  return writeXml({
    domain: {
      '@type': 'qemu',
      name,
      memory: { '@unit': 'MiB', '#text': '128' },
      os: { type: { '@arch': 'x86_64', '@machine': 'q35', '#text': 'hvm' } },
      features: { acpi: {} },
      devices: {
        disk: {
          '@type': 'file',
          '@device': 'disk',
          driver: { '@name': 'qemu', '@type': 'qcow2' },
          source: { '@file': disk },
          target: { '@dev': 'vda', '@bus': 'virtio' },
        },
        interface: {
          '@type': 'network',
          mac: { '@address': slot.mac },
          source: { '@network': 'labvm' },
          target: { '@dev': slot.tap },
          model: { '@type': 'virtio' },
        },
        serial: {
          '@type': 'unix',
          source: { '@mode': 'bind', '@path': serial },
          target: { '@port': '0' },
        },
      },
    },
  });
}
