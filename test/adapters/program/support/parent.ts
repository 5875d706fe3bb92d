/** A process that runs a program without end, which holds the process's own stdout; somebody kills it meanwhile. */
import { createPrograms } from '../../../../adapters/program/index.ts';

await createPrograms().run({
  name: 'sh',
  arguments: ['-c', 'echo $$ >&0; exec sleep 1000'],
  as: 'nobody',
  stdin: 1,
  limits: { memoryBytes: 1024 ** 3, cpuSeconds: 20, timeoutMs: null },
});
