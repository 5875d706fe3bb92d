import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';

/** Sends one command to QEMU's monitor (QMP, docs/interop/qmp-spec.txt). Throws with QEMU's words if it is refused. */
export async function openMonitor(socket: string, command: string, args = {}): Promise<void> {
  const connection = createConnection(socket);
  try {
    await once(connection, 'connect');
    const replies = createInterface({ input: connection })[Symbol.asyncIterator]();
    await replies.next();
    for (const message of [{ execute: 'qmp_capabilities' }, { execute: command, arguments: args }]) {
      connection.write(`${JSON.stringify(message)}\n`);
      await answer(replies);
    }
  } finally {
    connection.destroy();
  }
}

// Events may come before the answer.
async function answer(replies: AsyncIterator<string>): Promise<void> {
  for (;;) {
    const { value, done } = await replies.next();
    if (done) throw new Error('QEMU closed its monitor');
    const reply = JSON.parse(value);
    if ('return' in reply) return;
    if ('error' in reply) throw new Error(`QEMU refused: ${reply.error.desc}`);
  }
}
