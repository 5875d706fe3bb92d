import type { Text } from '../../base/text.ts';
import { stateOf } from '../power-words.ts';
import type { Vm } from '../vm.ts';
import { mustBe } from './look.ts';
import { type TargetInput, target } from './target.ts';
import type { VmStep, WorkTools } from './tools.ts';

/** A machine that is to be switched off, politely at first. */
export type ShutDownInput = TargetInput & {
  /** How long its system may take before it is switched off by force, in seconds. */
  readonly forceAfterSeconds: number;
};

/**
 * How often the power button is pressed, in milliseconds: a system that is still booting does not hear it, and one
 * that is shutting down does not mind.
 */
const PRESS_EVERY_MS = 2500;

/** Presses the power button, and pulls the plug when the time is over. */
export const shutDownStep: VmStep<ShutDownInput> = {
  name: 'shutdown',
  label: { en: 'Shut down', es: 'Apagado' },
  async run(input, tools) {
    const vm = await target(input, tools);
    if (vm.power === 'off') return { en: 'was already off', es: 'ya estaba apagada' };
    if (vm.power === 'running' && (await goesOffByItself(vm, input.forceAfterSeconds, tools))) {
      return { en: 'by its own system', es: 'por su propio sistema' };
    }
    const left = await target(input, tools);
    await tools.hypervisor.kill(vm.ref, { signal: tools.signal });
    await mustBe(input.name, 'off', tools);
    return forced(left, input.forceAfterSeconds);
  },
};

/** @returns false where it takes too long, or stands still and hears nothing: a full disk may pause it on its way */
async function goesOffByItself(vm: Vm, patienceSeconds: number, tools: WorkTools): Promise<boolean> {
  tools.progress({
    en: `requested; by force after ${patienceSeconds} s`,
    es: `solicitado; a la fuerza pasados ${patienceSeconds} s`,
  });
  const giveUpAt = performance.now() + patienceSeconds * 1000;
  for (let leftMs = patienceSeconds * 1000; leftMs > 0; leftMs = giveUpAt - performance.now()) {
    await tools.hypervisor.shutdown(vm.ref, { signal: tools.signal });
    const power = await tools.waitForPower(
      vm.ref,
      ['off', 'crashed', 'paused', null],
      Math.min(leftMs, PRESS_EVERY_MS),
      tools.signal,
    );
    if (power === 'off' || power === null) return true;
    if (power === 'crashed' || power === 'paused') return false;
  }
  return false;
}

/** @param vm as it was before */
function forced(vm: Vm, patienceSeconds: number): Text {
  if (vm.power === 'running') {
    return {
      en: `by force, after ${patienceSeconds} s without an answer`,
      es: `a la fuerza, tras ${patienceSeconds} s sin respuesta`,
    };
  }
  const state = stateOf(vm);
  return {
    en: `by force, because its system was not running (${state.en})`,
    es: `a la fuerza, porque su sistema no estaba en marcha (${state.es})`,
  };
}
