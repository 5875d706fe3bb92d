import type { Hosts } from '../host/port.ts';
import type { ImageStore } from '../image/port.ts';
import type { Changes } from './ports/changes.ts';
import type { Drives } from './ports/drives.ts';
import type { Machines } from './ports/machines.ts';
import type { PowerSwitch } from './ports/power.ts';
import type { Screens } from './ports/screens.ts';
import type { SignsOfLife } from './ports/signs.ts';

/**
 * The lab's hosts, as one engine serves them: small ports put together. Every call has a deadline of its own, and fails with
 * a `PortError`. Nothing here is anything that a second engine could not offer or decline.
 */
export interface Hypervisor
  extends Hosts,
    ImageStore,
    Machines,
    PowerSwitch,
    Drives,
    SignsOfLife,
    Screens,
    Changes {
  close(): Promise<void>;
}
