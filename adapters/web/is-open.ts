import { localUrl } from '../../src/console/pages.ts';
import type { WebSettings } from './settings.ts';

/** How long a process may take to say that it is labvm, in milliseconds. */
const ASK_MS = 2000;

/** Whether labvm's pages are open at their address, in whichever process. */
export async function areOpen(settings: WebSettings): Promise<boolean> {
  try {
    const response = await fetch(`${localUrl(settings)}healthz`, { signal: AbortSignal.timeout(ASK_MS) });
    const health: unknown = await response.json();
    return typeof health === 'object' && health !== null && 'name' in health && health.name === 'labvm';
  } catch {
    return false;
  }
}
