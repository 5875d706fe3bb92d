import type { Check } from '../../../src/host/doctor.ts';
import { systemEvidence } from '../../../src/view/system-words.ts';
import { causeOf } from '../refusals/index.ts';
import type { Transport } from '../rpc/index.ts';

/**
 * Whether libvirt takes connections at all: calls wait for one that is being restarted, longer than doctor does.
 * @returns nothing where it does; what it answers is for others to say
 */
export async function checkDaemon(transport: Transport, signal: AbortSignal): Promise<readonly Check[]> {
  try {
    (await transport.connect(signal)).destroy();
    return [];
  } catch (error) {
    signal.throwIfAborted();
    return [
      { name: 'hypervisor', label: { en: 'libvirt', es: 'libvirt' }, state: 'bad', ...noConnection(error) },
    ];
  }
}

/** Why there is no connection, as whoever asks for a machine is told it. */
function noConnection(error: unknown): Pick<Check, 'detail' | 'remedy'> {
  const { why, remedy } = causeOf(error, false);
  const evidence = systemEvidence(error);
  const helps = typeof remedy === 'function' ? remedy({ network: null }) : remedy;
  return {
    detail: { en: `${why.en} (${evidence})`, es: `${why.es} (${evidence})` },
    ...(helps === undefined ? {} : { remedy: helps }),
  };
}
