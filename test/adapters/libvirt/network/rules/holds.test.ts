import { expect, it } from 'vitest';
import { slotsOfSubnet } from '../../../../../adapters/libvirt/network/network-slots.ts';
import { holdsRules, rulesOf } from '../../../../../adapters/libvirt/network/rules/index.ts';

const slots = slotsOfSubnet({ base: 0xc0a89600, prefix: 29 });
const wanted = rulesOf({ bridge: 'labvm0', gateway: '192.168.150.1', slots });

type Listed = Record<string, Record<string, unknown>>;

/** As nft lists it: with handles, counters that have counted, sets in an order of their own, and other words about. */
function listed(): Listed[] {
  const copy = structuredClone(wanted) as unknown as Listed[];
  const objects = copy.map((object, index) => {
    const [[kind = '', value = {}] = []] = Object.entries(object);
    const turned = Array.isArray(value.elem) ? { elem: value.elem.toReversed() } : {};
    const expr = Array.isArray(value.expr) ? { expr: value.expr.map(counted) } : {};
    return { [kind]: { ...value, ...turned, ...expr, handle: index + 7 } };
  });
  return [
    { metainfo: { version: '1.0.6' } },
    { table: { family: 'bridge', name: 'labvm', handle: 1 } },
    ...objects.filter((object) => !('rule' in object)),
    ...objects.filter((object) => 'rule' in object),
  ];
}

function counted(part: object): object {
  return 'counter' in part ? { counter: { packets: 3, bytes: 180 } } : part;
}

const rulesAt = (objects: readonly Listed[]) => objects.findIndex((object) => 'rule' in object);

it('finds a rule set in what nft lists of it', () => {
  expect(holdsRules(listed(), wanted)).toBe(true);
});

it('misses everything where nothing is loaded', () => {
  expect(holdsRules([], wanted)).toBe(false);
});

it.each(['set', 'chain', 'rule'])('misses one %s', (kind) => {
  const objects = listed();
  objects.splice(
    objects.findIndex((object) => kind in object),
    1,
  );
  expect(holdsRules(objects, wanted)).toBe(false);
});

it('sees a rule more, and rules in another order', () => {
  const more = listed();
  more.push(structuredClone(more[rulesAt(more)] ?? {}));
  expect(holdsRules(more, wanted)).toBe(false);
  const turned = listed();
  const at = rulesAt(turned);
  const [first, second] = [turned[at] ?? {}, turned[at + 1] ?? {}];
  expect(first.rule?.chain).toBe(second.rule?.chain);
  turned.splice(at, 2, second, first);
  expect(holdsRules(turned, wanted)).toBe(false);
});

it('sees an entry of a set that is missing, or another', () => {
  const fewer = listed();
  const set = fewer.find((object) => object.set?.name === 'pairs');
  const entries = set?.set?.elem as unknown[];
  const last = entries.pop();
  expect(holdsRules(fewer, wanted)).toBe(false);
  entries.push({ concat: ['labtap3', '52:54:00:96:00:03', '192.168.150.4'] });
  expect(holdsRules(fewer, wanted)).toBe(false);
  entries.splice(-1, 1, last);
  expect(holdsRules(fewer, wanted)).toBe(true);
});

it('sees a chain that hooks in elsewhere, and a rule that accepts what it should drop', () => {
  const later = listed();
  const chain = later.find((object) => object.chain?.name === 'prerouting');
  if (chain?.chain) chain.chain.prio = 0;
  expect(holdsRules(later, wanted)).toBe(false);
  const weaker = listed();
  const rule = weaker.findLast((object) => object.rule?.chain === 'prerouting')?.rule;
  if (rule) rule.expr = [{ counter: null }, { accept: null }];
  expect(holdsRules(weaker, wanted)).toBe(false);
});
