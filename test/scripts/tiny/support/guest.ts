import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { freePort } from '../../../support/free-port.ts';
import { PATIENCE_MS } from '../../../support/patience.ts';
import { openMonitor } from './monitor.ts';

export type GuestOptions = {
  /** A folder of this guest's own, for its monitor's socket. */
  directory: string;
  /** QEMU's arguments for disks and the like. */
  devices: string[];
  /** QEMU's name of the network card; null for a machine without one. */
  card?: string | null;
  memoryMiB?: number;
};

export type Guest = {
  httpPort: number;
  sshPort: number;
  /** Waits for a line of the serial console, from those that no earlier call has returned. */
  line(pattern: RegExp): Promise<string>;
  type(text: string): void;
  monitor(command: string, args?: Record<string, unknown>): Promise<void>;
  /** Resolves when the machine is off. */
  off: Promise<void>;
  kill(): Promise<void>;
};

/** Starts a machine by QEMU alone: emulated, with a network that reaches nothing but this process's own ports. */
export async function startGuest(options: GuestOptions): Promise<Guest> {
  const [httpPort, sshPort] = [await freePort(), await freePort()];
  const forward = `hostfwd=tcp:127.0.0.1:${httpPort}-:80,hostfwd=tcp:127.0.0.1:${sshPort}-:22`;
  const card = options.card === undefined ? 'virtio-net-pci' : options.card;
  const socket = `${options.directory}/monitor`;
  const qemu = execa(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg', '-m', String(options.memoryMiB ?? 128), '-nodefaults', '-display', 'none'],
      ...['-serial', 'stdio', '-qmp', `unix:${socket},server=on,wait=off`],
      ...['-netdev', `user,id=net,restrict=on,${forward}`],
      ...(card === null ? [] : ['-device', `${card},netdev=net,romfile=`]),
      ...options.devices,
    ],
    { reject: false, buffer: false, forceKillAfterDelay: 2000 },
  );
  const console = readLines(qemu.stdout);
  const off = qemu.then(() => undefined);
  return {
    httpPort,
    sshPort,
    off,
    line: (pattern) => console.wait(pattern),
    type: (text) => void qemu.stdin.write(text),
    monitor: (command, args) => openMonitor(socket, command, args),
    kill: async () => {
      qemu.kill('SIGKILL');
      await off;
    },
  };
}

type Output = AsyncIterable<Buffer | string>;

function readLines(output: Output): { wait(pattern: RegExp): Promise<string> } {
  let text = '';
  let position = 0;
  let wake = () => {};
  const reading = (async () => {
    for await (const chunk of output) {
      text += chunk.toString();
      wake();
    }
  })();

  async function wait(pattern: RegExp): Promise<string> {
    const expired = delay(PATIENCE_MS, 'expired' as const, { ref: false });
    for (;;) {
      for (let end = text.indexOf('\n', position); end !== -1; end = text.indexOf('\n', position)) {
        const line = text.slice(position, end).trim();
        position = end + 1;
        if (pattern.test(line)) return line;
      }
      const woken = new Promise<'more'>((resolve) => {
        wake = () => resolve('more');
      });
      const why = await Promise.race([woken, expired, reading.then(() => 'ended' as const)]);
      if (why !== 'more') throw new Error(`the console showed no line like ${pattern} (${why}):\n${text}`);
    }
  }
  return { wait };
}
