import { afterAll, beforeAll, describe } from 'vitest';
import { createContract } from './hypervisor-create.ts';
import { imagesContract } from './hypervisor-images.ts';
import type { ContractLab, LabNow } from './hypervisor-lab.ts';
import { powerContract } from './hypervisor-power.ts';
import { removeContract } from './hypervisor-remove.ts';
import { watchContract } from './hypervisor-watch.ts';

/** What the core may rely on, whichever hypervisor it is. */
export function hypervisorContract(name: string, makeLab: () => Promise<ContractLab>): void {
  describe(`the hypervisor port on ${name}`, () => {
    let lab: ContractLab | undefined;
    const now: LabNow = () => {
      if (lab) return lab;
      throw new Error('the lab of the contract is not there');
    };
    beforeAll(async () => {
      lab = await makeLab();
    });
    afterAll(async () => {
      await lab?.close();
    });

    createContract(now);
    powerContract(now);
    removeContract(now);
    watchContract(now);
    imagesContract(now);
  });
}
