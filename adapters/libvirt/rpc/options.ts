import { defaultMaximumInFlight } from './calls.ts';
import type { KeepaliveOptions } from './keepalive.ts';
import type { Transport } from './transport.ts';

/** How a client is set up; only the transport must be given. */
export interface ClientOptions {
  readonly transport: Transport;
  /** The driver to open: `qemu:///system` unless said otherwise. */
  readonly uri?: string | undefined;
  /** How soon a silent daemon is noticed: 5 s × (3 + 1) unless said otherwise. */
  readonly keepalive?: KeepaliveOptions | undefined;
  /** For connecting, authenticating and opening: 10 s unless said otherwise. */
  readonly openTimeoutMs?: number | undefined;
  /** How long a call may take that does not say so itself: 10 s and 120 s unless said otherwise. */
  readonly timeoutMs?: { readonly quick?: number; readonly slow?: number } | undefined;
  /** Hears of listeners that throw. Without it that becomes a process warning. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const warn = (error: unknown): void =>
  process.emitWarning(error instanceof Error ? error : String(error), { code: 'LIBVIRT_LISTENER' });

/** Options with every default filled in. */
export const resolveOptions = (options: ClientOptions) => ({
  transport: options.transport,
  uri: options.uri ?? 'qemu:///system',
  keepalive: options.keepalive ?? { intervalMs: 5000, count: 3 },
  openTimeoutMs: options.openTimeoutMs ?? 10_000,
  timeoutMs: { quick: options.timeoutMs?.quick ?? 10_000, slow: options.timeoutMs?.slow ?? 120_000 },
  maximumInFlight: defaultMaximumInFlight,
  onError: options.onError ?? warn,
});
