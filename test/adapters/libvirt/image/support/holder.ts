/** A process that takes the lock at a path, says so, and holds it until it is killed. */
import { takeLock } from '../../../../../adapters/libvirt/image/lock.ts';
import { createPrograms } from '../../../../../adapters/program/index.ts';

const lock = await takeLock(process.argv[2] ?? '', createPrograms());
process.stdout.write(lock ? 'held\n' : 'not held\n');
setInterval(() => lock, 60_000);
