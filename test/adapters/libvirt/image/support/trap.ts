import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { execa } from 'execa';

/** A file of the host that tells when anybody opens it. */
export interface Trap {
  readonly path: string;
  readonly opened: Promise<unknown>;
  wasOpened(): boolean;
  disarm(): Promise<void>;
}

/** A writer waits at a FIFO until a reader opens it (fifo(7)). */
export async function layTrap(path: string): Promise<Trap> {
  await execa('mkfifo', ['-m', '666', path]);
  let isOpened = false;
  const opened = open(path, 'w').then(async (writer) => {
    isOpened = true;
    await writer.close();
  });
  return {
    path,
    opened,
    wasOpened: () => isOpened,
    async disarm() {
      const reader = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      await opened;
      await reader.close();
    },
  };
}
