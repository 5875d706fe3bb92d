import type { CommandContext } from '../command/context.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { DoctorReport } from './doctor.ts';

/** What commands about hosts read of the world. */
export interface HostReads {
  readonly hypervisor: Hypervisor;
  doctor(): Promise<DoctorReport>;
}

export type HostContext = CommandContext & HostReads;
