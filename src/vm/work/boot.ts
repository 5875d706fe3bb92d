import type { Words } from '../../base/text.ts';
import type { ScreenShot } from '../card.ts';
import { notRunning, whyNotUp } from '../diagnose.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { Address, Vm } from '../vm.ts';
import { waitForAddress } from '../wait-for-address.ts';
import { waitForGivingUp } from '../wait-for-giving-up.ts';
import { needRoom } from './need-room.ts';
import { type VmResult, vmResult } from './result.ts';
import { type TargetInput, target } from './target.ts';
import type { VmStep, WorkTools } from './tools.ts';

/** A machine that is to be switched on and waited for. */
export type BootInput = TargetInput & {
  /** How long its system takes to an address on a slow host, in seconds. */
  readonly expectedBootSeconds: number;
  /** Its system asks for an address by itself; so it does if left out, as in jobs of earlier versions. */
  readonly asksForAddress?: boolean;
};

/** Switches the machine on again: the host had room for it a moment ago. */
export const startAgainStep: VmStep<BootInput> = {
  name: 'start',
  label: { en: 'Start', es: 'Arranque' },
  slot: 'start',
  async run(input, tools) {
    const vm = await target(input, tools);
    await tools.hypervisor.start(vm.ref, { signal: tools.signal });
    return undefined;
  },
};

/** Switches the machine on, if the host can carry it beside those that run. */
export const startStep: VmStep<BootInput> = {
  ...startAgainStep,
  async run(input, tools) {
    const vm = await target(input, tools);
    // One that is on already was started by an earlier try of this job, or by somebody else.
    if (vm.power === 'off') await needRoom(vm, tools);
    return startAgainStep.run(input, tools);
  },
};

/** Waits for the machine's address. None is no failure of the job: the machine is there, and its card says why. */
export const addressStep: VmStep<BootInput> = {
  name: 'address',
  label: { en: 'Address', es: 'Dirección' },
  onlyWaits: true,
  async run(input, tools): Promise<Words | undefined> {
    if (input.asksForAddress === false) return NOT_BY_ITSELF;
    const addresses = await awaitedAddresses(input, tools);
    const ipv4 = addresses.find((address) => address.family === 'ipv4');
    return ipv4?.ip ?? { en: 'none yet', es: 'ninguna todavía' };
  },
};

const NOT_BY_ITSELF: Words = {
  en: 'its system does not ask for one by itself',
  es: 'su sistema no la pide por sí solo',
};

/** The machine's card, with the reason where it has not come up. */
export async function bootResult(input: BootInput, tools: WorkTools): Promise<VmResult> {
  const vm = await target(input, tools);
  const addresses = await tools.hypervisor.addresses(vm.ref, { signal: tools.signal });
  const warning = await whatIsWrong(vm, addresses, input, tools);
  const [result, screen] = await Promise.all([
    vmResult(input, tools, addresses, warning ?? undefined),
    screenOf(vm, tools),
  ]);
  return screen ? { ...result, screen } : result;
}

async function whatIsWrong(
  vm: Vm,
  addresses: readonly Address[],
  input: BootInput,
  { hypervisor, signal }: WorkTools,
): Promise<Diagnosis | null> {
  // It was to run. What holds a machine still that its host paused, its card says by itself.
  if (vm.power !== 'running') return vm.stall === undefined ? notRunning(vm) : null;
  const asksForAddress = input.asksForAddress !== false;
  return whyNotUp(hypervisor, vm, { addresses, asksForAddress }, signal);
}

/** How wide the picture on a card is, in pixels, and how long it may take, in milliseconds. */
const THUMBNAIL_WIDTH = 360;
const THUMBNAIL_MS = 3000;

/** The screen for the card; a card without one is a card. Of machines that are made together none is shown. */
async function screenOf(vm: Vm, { hypervisor, job, signal: ending }: WorkTools): Promise<ScreenShot | null> {
  if (job.parentId !== null || !hypervisor.capabilities().screen) return null;
  const signal = AbortSignal.any([ending, AbortSignal.timeout(THUMBNAIL_MS)]);
  try {
    const picture = await hypervisor.screenshot(vm.ref, { maxWidth: THUMBNAIL_WIDTH, signal });
    return { ...picture, png: Buffer.from(picture.png).toString('base64') };
  } catch {
    ending.throwIfAborted();
    return null;
  }
}

/** Waits for an address, but not longer than the machine runs, or than it finds a system to start. */
async function awaitedAddresses(input: BootInput, tools: WorkTools): Promise<readonly Address[]> {
  const vm = await target(input, tools);
  if (vm.power !== 'running') return [];
  const timeoutMs = input.expectedBootSeconds * 1000;
  const over = new AbortController();
  const signal = AbortSignal.any([tools.signal, over.signal]);
  const wentOff = tools
    .waitForPower(vm.ref, ['off', 'paused', 'crashed', null], timeoutMs, signal)
    .then(() => []);
  try {
    const gaveUp = waitForGivingUp(tools.hypervisor, vm.ref, signal).then(() => []);
    const address = waitForAddress(tools.hypervisor, vm.ref, timeoutMs, signal);
    return await Promise.race([address, wentOff, gaveUp]);
  } finally {
    over.abort();
  }
}
