import { expect, test } from 'vitest';
import { AGENT_TIMEOUT_SECONDS, createAgents } from '../../../../adapters/libvirt/machine/agents.ts';
import { readDefinition } from '../../../../adapters/libvirt/machine/definition.ts';
import type { OwnMachine } from '../../../../adapters/libvirt/machine/own-machine.ts';
import { libvirtErrorCode as code } from '../../../../adapters/libvirt/rpc/index.ts';
import { refusal, scriptedClient } from '../scripted-client.ts';

const card = { name: 'eth0', hardwareAddress: '52:54:00:00:00:01', addresses: [] };

function machineOf(uuid: string, run = 1): OwnMachine {
  const domain = { name: uuid, uuid, id: run };
  const condition = { power: 'running', task: null, reason: 'unknown' } as const;
  return { domain, definition: readDefinition(uuid, '<domain/>'), condition } as OwnMachine;
}

/** Agents that answer, or not, as the test says. */
function lab() {
  let nowMs = 1_000_000;
  const silent = new Set<string>();
  const limits: unknown[] = [];
  const times: number[] = [];
  const client = scriptedClient({
    domainAgentSetResponseTimeout: (limit) => {
      limits.push(limit);
      return { result: 0 };
    },
    domainSetTime: ({ domain, flags }: OwnMachine & { flags: number }) => {
      if (silent.has(domain.uuid)) throw refusal(code.agentUnresponsive, 'Guest agent is not responding');
      times.push(flags);
      return {};
    },
    domainInterfaceAddresses: ({ domain }: OwnMachine) => {
      if (silent.has(domain.uuid)) throw refusal(code.agentUnresponsive, 'Guest agent is not responding');
      return { interfaces: [card] };
    },
  });
  const agents = createAgents(client, { now: () => new Date(nowMs) });
  return {
    agents,
    limits,
    times,
    silent,
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    asked: () => client.asked.filter((name) => name === 'domainInterfaceAddresses').length,
  };
}

test('libvirt is told how long it may wait before an agent is asked, every time', async () => {
  const { agents, limits } = lab();
  const machine = machineOf('web');
  expect(await agents.interfaces(machine)).toEqual([card]);
  expect(await agents.interfaces(machine)).toEqual([card]);
  const limit = { domain: machine.domain, timeoutSeconds: AGENT_TIMEOUT_SECONDS, flags: 0 };
  expect(limits).toEqual([limit, limit]);
});

test('an agent is not asked where libvirt does not take the limit', async () => {
  const client = scriptedClient({});
  const agents = createAgents(client, { now: () => new Date() });
  await expect(agents.interfaces(machineOf('web'))).rejects.toThrow('not in the script');
  expect(client.asked).toEqual(['domainAgentSetResponseTimeout']);
});

test('an agent that was silent is left alone for a while, each time longer, and its machine alone', async () => {
  const { agents, silent, pass, asked } = lab();
  const machine = machineOf('web');
  silent.add('web');
  const rests = [2, 4, 8, 16];
  for (const [times, rest] of rests.entries()) {
    await expect(agents.interfaces(machine)).rejects.toThrow('not responding');
    pass(rest - 1);
    expect(await agents.interfaces(machine)).toEqual([]);
    expect(asked()).toBe(times + 1);
    pass(1);
  }
  expect(await agents.interfaces(machineOf('other'))).toEqual([card]);
  silent.clear();
  expect(await agents.interfaces(machine)).toEqual([card]);
});

test('a rest is never longer than ten minutes', async () => {
  const { agents, silent, pass } = lab();
  silent.add('web');
  for (let times = 0; times < 20; times += 1) {
    await expect(agents.interfaces(machineOf('web'))).rejects.toThrow('not responding');
    pass(600);
  }
});

test('a machine that was switched on anew is asked at once', async () => {
  const { agents, silent } = lab();
  silent.add('web');
  await expect(agents.interfaces(machineOf('web', 1))).rejects.toThrow('not responding');
  silent.clear();
  expect(await agents.interfaces(machineOf('web', 1))).toEqual([]);
  expect(await agents.interfaces(machineOf('web', 2))).toEqual([card]);
});

test('an agent sets its guest’s clock by the clock chip, within the same time as it answers anything', async () => {
  const { agents, times, limits } = lab();
  const machine = machineOf('web');
  expect(await agents.setClock(machine)).toBe(true);
  // VIR_DOMAIN_TIME_SYNC.
  expect(times).toEqual([1]);
  expect(limits).toEqual([{ domain: machine.domain, timeoutSeconds: AGENT_TIMEOUT_SECONDS, flags: 0 }]);
});

test('an agent that was silent is not asked for the time either, and the other way round', async () => {
  const { agents, silent, times, asked } = lab();
  silent.add('web');
  await expect(agents.setClock(machineOf('web'))).rejects.toThrow('not responding');
  expect(await agents.setClock(machineOf('web'))).toBe(false);
  expect(await agents.interfaces(machineOf('web'))).toEqual([]);
  expect(times).toEqual([]);
  expect(asked()).toBe(0);
});
