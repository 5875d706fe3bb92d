import type { VmChange } from '../../../src/vm/ports/changes.ts';
import type { Power } from '../../../src/vm/vm.ts';
import type { Machines } from '../machine/machines.ts';
import { isOwn } from '../machine/own-machine.ts';
import { type Turn, turnOf } from '../machine/power.ts';
import type { Stalls } from '../machine/stalls.ts';
import type { Domain } from '../rpc/index.ts';
import type { Known } from './known.ts';

export interface FollowPorts {
  readonly known: Known;
  readonly machines: Machines;
  readonly stalls: Stalls;
}

/** virDomainEventType: a machine was paused, by whomever. */
const SUSPENDED = 3;

/** Follows an event of a machine's life. */
export async function followLife(
  domain: Domain,
  event: number,
  detail: number,
  { known, machines, stalls }: FollowPorts,
): Promise<void> {
  if (event !== SUSPENDED) stalls.forget(domain.uuid);
  const before = known.get(domain.uuid);
  const turn = await wholeTurn(domain, turnOf(event, detail, before?.power ?? null), stalls);
  if (!turn) return;
  if (turn.after === null) return known.tell(domain.uuid, null, turn, false);
  const owner = before?.owner ?? (await machines.definition(domain))?.metadata?.owner;
  if (owner === undefined) return;
  known.tell(domain.uuid, { name: domain.name, owner, power: turn.after }, turn, false);
}

/** With the kind of error where the disk stopped the machine. */
async function wholeTurn(domain: Domain, turn: Turn | null, stalls: Stalls): Promise<Turn | null> {
  return turn?.reason === 'disk-error' ? { ...turn, reason: await stalls.of(domain) } : turn;
}

/** A description was written anew: it may name another owner. */
export async function followOwner(
  domain: Domain,
  { known, machines }: Omit<FollowPorts, 'stalls'>,
): Promise<void> {
  const before = known.get(domain.uuid);
  const owner = before && (await machines.definition(domain))?.metadata?.owner;
  if (before && owner !== undefined) known.tellOwner(domain.uuid, { ...before, owner }, false);
}

/**
 * Compares what is known with what there is.
 * @param isTold whether differences are changes that somebody should hear of
 */
export async function compare(
  isTold: boolean,
  { known, machines }: Omit<FollowPorts, 'stalls'>,
): Promise<void> {
  const found = (await machines.all()).filter(isOwn);
  const gone = new Set(known.uuids());
  for (const { domain, definition, condition } of found) {
    gone.delete(domain.uuid);
    const before = known.get(domain.uuid);
    const after = { name: domain.name, owner: definition.metadata.owner, power: condition.power };
    const reason = before ? reasonOf(before.power, after.power, condition.reason) : 'created';
    if (isTold) {
      known.tellOwner(domain.uuid, after, true);
      known.tell(domain.uuid, after, { after: after.power, reason }, true);
    } else known.begin(domain.uuid, after);
  }
  for (const uuid of gone) known.tell(uuid, null, { after: null, reason: 'removed' }, true);
}

function reasonOf(before: Power, after: Power, last: VmChange['reason']): VmChange['reason'] {
  if (after === 'running') return before === 'paused' ? 'resumed' : 'booted';
  return last;
}
