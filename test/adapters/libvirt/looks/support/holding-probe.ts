/** Another process with a probe's cards, which takes an address and keeps everything until it is killed. */
import { openWire } from '../../../../../adapters/libvirt/network/probe/wire.ts';
import { createPrograms } from '../../../../../adapters/program/index.ts';
import { patience } from '../../../../support/patience.ts';

const outside = { host: '198.18.77.0', there: '198.18.77.1' };
await openWire({ programs: createPrograms(), bridge: 'labvm0', id: '77777', outside }, patience());
process.stdout.write('open\n');
setInterval(() => undefined, 60_000);
