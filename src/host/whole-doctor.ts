import type { Log } from '../base/log.ts';
import type { ChatClocks } from '../chat/clocks.ts';
import type { Catalogue } from '../image/catalogue.ts';
import type { JobStore } from '../job/store.ts';
import type { StoreRoom } from '../job/store-room.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { HostShare } from './capacity.ts';
import { clockLook } from './clock-look.ts';
import { diskLook } from './disk-check.ts';
import type { Check, DoctorReport, Look } from './doctor.ts';
import { createDoctor } from './examine.ts';
import { knownLook, roomLook } from './store-looks.ts';

export interface WholeDoctorPorts {
  readonly hypervisor: Hypervisor & { readonly looks: readonly Look[] };
  readonly catalogue: Pick<Catalogue, 'all'>;
  readonly store: { readonly room: StoreRoom; readonly jobs: Pick<JobStore, 'get'> };
  readonly hostShare: HostShare;
  /** What is known of the host since labvm was started. */
  readonly own: readonly Check[];
  readonly clocks: Pick<ChatClocks, 'all'>;
  readonly log: Log;
}

/** Doctor with every look that there is: the one that people ask, and the one that is measured. */
export function createWholeDoctor(ports: WholeDoctorPorts): () => Promise<DoctorReport> {
  const { hypervisor, catalogue, store, hostShare, own, clocks, log } = ports;
  const further = [
    roomLook(store.room),
    diskLook(hypervisor, hostShare),
    ...hypervisor.looks,
    knownLook({ jobs: store.jobs, hypervisor }),
    clockLook(clocks),
  ];
  return createDoctor({ hypervisor, catalogue, own, further, log });
}
