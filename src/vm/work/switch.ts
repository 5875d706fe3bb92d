import type { CallOptions } from '../../base/call-options.ts';
import type { Text } from '../../base/text.ts';
import type { Hypervisor } from '../hypervisor.ts';
import type { Power, VmRef } from '../vm.ts';
import { mustBe } from './look.ts';
import { vmResult } from './result.ts';
import { shownMachine } from './shown.ts';
import { type TargetInput, target } from './target.ts';
import type { VmWork } from './tools.ts';

/** Work that is a single order to the hypervisor. */
function switchWork(declared: {
  kind: string;
  title: (name: string) => Text;
  what: (name: string) => Text;
  label: Text;
  order: (hypervisor: Hypervisor, ref: VmRef, options: CallOptions) => Promise<void>;
  /** What it is to be afterwards; looked at before it is called done. */
  wanted: Power;
  causes: readonly Power[];
}): VmWork<TargetInput> {
  return {
    kind: declared.kind,
    title: ({ name }) => declared.title(name),
    what: ({ name }) => declared.what(name),
    steps: [
      {
        name: 'order',
        label: declared.label,
        async run(input, tools) {
          const vm = await target(input, tools);
          await declared.order(tools.hypervisor, vm.ref, { signal: tools.signal });
          await mustBe(input.name, declared.wanted, tools);
          return undefined;
        },
      },
    ],
    result: vmResult,
    shown: shownMachine,
    causes: declared.causes,
  };
}

/** Pulls the plug. */
export const kill = switchWork({
  kind: 'vm.kill',
  title: (name) => ({ en: `Switching ${name} off by force`, es: `Apagando ${name} a la fuerza` }),
  what: (name) => ({ en: `switch ${name} off by force`, es: `apagar ${name} a la fuerza` }),
  label: { en: 'Power off', es: 'Apagado forzado' },
  order: (hypervisor, ref, options) => hypervisor.kill(ref, options),
  wanted: 'off',
  causes: ['crashed', 'off'],
});

/** Holds the machine still; its memory stays. */
export const pause = switchWork({
  kind: 'vm.pause',
  title: (name) => ({ en: `Pausing ${name}`, es: `Poniendo ${name} en pausa` }),
  what: (name) => ({ en: `pause ${name}`, es: `poner ${name} en pausa` }),
  label: { en: 'Pause', es: 'Pausa' },
  order: (hypervisor, ref, options) => hypervisor.pause(ref, options),
  wanted: 'paused',
  causes: ['paused'],
});
