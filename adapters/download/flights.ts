import type { FetchProgress } from '../../src/image/fetcher.ts';

/** One fetch however many wait for it. */
export interface Flights<T> {
  /**
   * Waits for the fetch of this key, and begins it if nobody does. It goes on as long as anybody waits.
   * @throws what the fetch throws, and the signal's reason when it fires
   */
  join(key: string, passenger: Passenger, fly: (flight: Flight) => Promise<T>): Promise<T>;
  isUnderWay(key: string): boolean;
}

export interface Passenger {
  readonly signal: AbortSignal;
  onProgress(progress: FetchProgress): void;
}

/** What a fetch is given. */
export interface Flight {
  /** Fires when nobody waits any more. */
  readonly signal: AbortSignal;
  onProgress(progress: FetchProgress): void;
}

interface UnderWay<T> {
  readonly controller: AbortController;
  readonly passengers: Set<Passenger>;
  readonly result: Promise<T>;
  last: FetchProgress | null;
}

export function createFlights<T>(): Flights<T> {
  const flights = new Map<string, UnderWay<T>>();

  function begin(key: string, fly: (flight: Flight) => Promise<T>): UnderWay<T> {
    const controller = new AbortController();
    const passengers = new Set<Passenger>();
    const underWay: UnderWay<T> = {
      controller,
      passengers,
      last: null,
      // Only once it is known under its key.
      result: Promise.resolve().then(() =>
        fly({
          signal: controller.signal,
          onProgress(progress) {
            underWay.last = progress;
            for (const passenger of passengers) passenger.onProgress(progress);
          },
        }),
      ),
    };
    flights.set(key, underWay);
    const over = () => {
      if (flights.get(key) === underWay) flights.delete(key);
    };
    underWay.result.then(over, over);
    return underWay;
  }

  return {
    isUnderWay: (key) => flights.has(key),
    async join(key, passenger, fly) {
      for (;;) {
        passenger.signal.throwIfAborted();
        const known = flights.get(key);
        if (known?.controller.signal.aborted) {
          // Everybody left; whoever comes now begins anew when it has come to its end.
          await known.result.catch(() => undefined);
          continue;
        }
        return ride(known ?? begin(key, fly), passenger);
      }
    },
  };
}

function ride<T>({ controller, passengers, result, last }: UnderWay<T>, passenger: Passenger): Promise<T> {
  passengers.add(passenger);
  if (last) passenger.onProgress(last);
  return new Promise<T>((resolve, reject) => {
    const leave = () => {
      passengers.delete(passenger);
      if (passengers.size === 0) controller.abort(passenger.signal.reason);
      // The last one out waits until everything is put down.
      if (passengers.size === 0)
        result.then(
          () => reject(passenger.signal.reason),
          () => reject(passenger.signal.reason),
        );
      else reject(passenger.signal.reason);
    };
    passenger.signal.addEventListener('abort', leave, { once: true });
    result.then(resolve, reject).finally(() => {
      passengers.delete(passenger);
      passenger.signal.removeEventListener('abort', leave);
    });
  });
}
