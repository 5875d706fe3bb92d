/** Another labvm, whose probe guest asks a frozen server of addresses until it is killed. */
import { createAbilities } from '../../../../../adapters/libvirt/capabilities.ts';
import { findNetwork } from '../../../../../adapters/libvirt/network/guarded-network.ts';
import { readSlots } from '../../../../../adapters/libvirt/network/network-slots.ts';
import { createProbeGuests } from '../../../../../adapters/libvirt/network/probe-guest/index.ts';
import { createClient, unixTransport } from '../../../../../adapters/libvirt/rpc/index.ts';
import { PATIENCE_MS, patience } from '../../../../support/patience.ts';

const client = createClient({ transport: unixTransport(process.env.LABVM_LIBVIRT_SOCKET) });
const network = await findNetwork(client, 'labvm');
const freeSlots = (network.state === 'active' && readSlots(network.xml)) || [];
const guests = createProbeGuests({ client, abilities: createAbilities(client, false) });
await guests.ask({ network: 'labvm', freeSlots, patienceMs: PATIENCE_MS }, patience());
