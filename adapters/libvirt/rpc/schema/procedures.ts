import { domainProcedures } from './domain.ts';
import { domainDeviceProcedures } from './domain-devices.ts';
import { guestProcedures } from './guest.ts';
import { hostProcedures } from './host.ts';
import { networkProcedures } from './network.ts';
import { storageProcedures } from './storage.ts';

/** Every call that labvm knows. */
export const procedures = {
  ...hostProcedures,
  ...networkProcedures,
  ...storageProcedures,
  ...domainProcedures,
  ...domainDeviceProcedures,
  ...guestProcedures,
};
