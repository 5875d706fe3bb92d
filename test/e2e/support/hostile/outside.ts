import { execa } from 'execa';
import { udpOf } from './heard.ts';
import { openWire, type Wire } from './wire.ts';

/* Networks for documentation (RFC 5737), and a hardware address that nobody has. */
const HOST = '198.51.100.1';
const OUTSIDE = '198.51.100.2';
const MAC = '02:00:00:00:00:99';
const CARD = 'outside0';

/** A place that the host reaches, and that is none of its own. */
export interface Outside {
  readonly address: string;
  /** The host's address there. */
  readonly hostAddress: string;
  readonly wire: Wire;
  close(): Promise<void>;
}

export async function openOutside(): Promise<Outside> {
  const wire = await openWire({ outer: { name: CARD, settings: [] }, id: 'outside', mac: MAC });
  await execa('ip', ['address', 'add', `${HOST}/24`, 'dev', CARD]);
  await execa('ip', ['neighbour', 'replace', OUTSIDE, 'lladdr', MAC, 'dev', CARD, 'nud', 'permanent']);
  return { address: OUTSIDE, hostAddress: HOST, wire, close: wire.close };
}

export const isDatagram = (said: string) => (heard: Parameters<typeof udpOf>[0]) =>
  udpOf(heard)?.payload.includes(said) ?? false;
