import {
  accept,
  anyOf,
  chain,
  drop,
  field,
  inputCard,
  is,
  isNot,
  outputCard,
  type RuleObject,
  type Table,
} from './vocabulary.ts';

const TABLE: Table = { family: 'inet', table: 'labvm' };

/** Before the host's own filter, at 0: what is dropped here no later chain can let in. */
const EARLY = -10;

/**
 * What machines reach on the host: DHCP and DNS of their bridge, and what answers the host's own questions. Through
 * the host they reach what is outside, but not each other, and nothing over IPv6.
 */
export function inetTable(bridge: string, gateway: string): readonly RuleObject[] {
  const fromBridge = is(inputCard, bridge);
  const transport = { meta: { key: 'l4proto' } };
  return [
    ...chain(TABLE, 'input', { hook: 'input', prio: EARLY }, [
      [isNot(inputCard, bridge), ...accept],
      [is({ ct: { key: 'state' } }, anyOf('established', 'related')), ...accept],
      [is(field('udp', 'dport'), 67), ...accept],
      [
        is(field('ip', 'daddr'), gateway),
        is(transport, anyOf('tcp', 'udp')),
        is(field('th', 'dport'), 53),
        ...accept,
      ],
      drop,
    ]),
    ...chain(TABLE, 'forward', { hook: 'forward', prio: EARLY }, [
      [fromBridge, is(outputCard, bridge), ...drop],
      [fromBridge, is({ meta: { key: 'nfproto' } }, 'ipv6'), ...drop],
    ]),
  ];
}
