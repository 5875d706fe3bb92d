import { expect } from 'vitest';
import { patience } from '../../support/patience.ts';
import type { JsonVm } from './labvm.ts';

/** The page of a guest. It is written when the guest has its address, which labvm may know a moment before. */
export async function page(vm: JsonVm | undefined): Promise<string> {
  const signal = patience();
  for (;;) {
    const response = await fetch(`http://${vm?.addresses[0]?.ip}/`, { signal });
    expect(response.status).toBe(200);
    const text = await response.text();
    if (text !== '') return text;
  }
}
