/**
 * The SDK's calls take no signal: this is the `fetch` that it is given instead, whose calls end with ours. A socket
 * whose address comes after its owner gave up would be opened by nobody's wish.
 */
export function fetchUntil(signal: AbortSignal): typeof fetch {
  return (input, init = {}) => {
    const signals = init?.signal ? [signal, init.signal] : [signal];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}
