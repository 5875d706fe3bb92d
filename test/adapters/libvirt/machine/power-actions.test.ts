import { expect, test } from 'vitest';
import type { OwnMachine } from '../../../../adapters/libvirt/machine/own-machine.ts';
import { conditionOf } from '../../../../adapters/libvirt/machine/power.ts';
import { createPowerActions } from '../../../../adapters/libvirt/machine/power-actions.ts';
import { libvirtErrorCode } from '../../../../adapters/libvirt/rpc/index.ts';
import { createSession } from '../../../../adapters/libvirt/session.ts';
import { refusal, scriptedClient } from '../scripted-client.ts';

const [RUNNING, PAUSED, GOING_OFF, OFF] = [1, 3, 4, 5];

/** A machine that was seen running, whose button libvirt refuses, and that is in this state by then. */
function shutdownRefused(stateByThen: number): Promise<void> {
  const client = scriptedClient({
    domainShutdownFlags: () => {
      throw refusal(libvirtErrorCode.operationInvalid, 'domain is not running');
    },
    domainGetState: () => ({ state: stateByThen, reason: 0 }),
  });
  const [domain, definition] = [{ name: 'web1' }, { networks: ['labvm'] }];
  const machine = { domain, definition, condition: conditionOf(RUNNING, 0) } as unknown as OwnMachine;
  return createPowerActions(createSession(client), {} as Parameters<typeof createPowerActions>[1]).shutdown(
    machine,
  );
}

test.each([GOING_OFF, OFF])('a machine that goes off by itself needs no button (state %i)', async (state) => {
  await expect(shutdownRefused(state)).resolves.toBeUndefined();
});

test.each([RUNNING, PAUSED])(
  'a button that is refused is told, of a machine that stays on (state %i)',
  async (state) => {
    await expect(shutdownRefused(state)).rejects.toMatchObject({ kind: 'wrong-state' });
  },
);
