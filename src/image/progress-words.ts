import type { Text } from '../base/text.ts';
import type { FetchProgress } from './fetcher.ts';

/** Words, and whether the fetch waits for a place: who may clear one is decided by that (`src/command/job/ahead.ts`). */
export type ProgressWords = Text & { readonly waitsFor?: 'download' };

/** What stands before it is not named: everybody in the channel reads it, and it may be anybody's. */
export const WAITING_FOR_DOWNLOAD: ProgressWords = {
  en: 'waiting for another download to end',
  es: 'esperando a que termine otra descarga',
  waitsFor: 'download',
};

const STAGES: Readonly<Record<Exclude<FetchProgress['stage'], 'fetching'>, ProgressWords>> = {
  waiting: WAITING_FOR_DOWNLOAD,
  asking: { en: 'contacting the server', es: 'contactando con el servidor' },
  'trying-again': { en: 'interrupted, trying again', es: 'interrumpida, se reintenta' },
  converting: { en: 'converting to a qcow2 disk', es: 'convirtiendo a un disco qcow2' },
  checking: { en: 'checking the download', es: 'comprobando la descarga' },
};

/** What a fetch is at, in words: how much of how much, how fast, how long still. */
export function progressWords(progress: FetchProgress): ProgressWords {
  const { stage, doneBytes, totalBytes, bytesPerSecond } = progress;
  const amount = amountWords(doneBytes, totalBytes);
  if (stage !== 'fetching') {
    const words = STAGES[stage];
    if (doneBytes === 0) return words;
    return { ...words, en: `${amount.en}, ${words.en}`, es: `${amount.es}, ${words.es}` };
  }
  if (bytesPerSecond === null) return amount;
  const rate = `${tenths(bytesPerSecond / 1e6)} MB/s`;
  const left = totalBytes === null || bytesPerSecond === 0 ? null : (totalBytes - doneBytes) / bytesPerSecond;
  if (left === null) return { en: `${amount.en}, ${rate}`, es: `${amount.es}, ${rate}` };
  const time = duration(left);
  return { en: `${amount.en}, ${rate}, ${time} left`, es: `${amount.es}, ${rate}, faltan ${time}` };
}

/** How much of it is done, 0 to 1, where that is known. */
export function fractionOf({ doneBytes, totalBytes }: FetchProgress): number | undefined {
  return totalBytes === null || totalBytes === 0 ? undefined : Math.min(1, doneBytes / totalBytes);
}

function amountWords(doneBytes: number, totalBytes: number | null): Text {
  const done = tenths(doneBytes / 1e6);
  if (totalBytes === null) return { en: `${done} MB`, es: `${done} MB` };
  if (totalBytes < 1e5)
    return { en: `${doneBytes} of ${totalBytes} bytes`, es: `${doneBytes} de ${totalBytes} bytes` };
  const total = tenths(totalBytes / 1e6);
  return { en: `${done} of ${total} MB`, es: `${done} de ${total} MB` };
}

/** Large numbers without a decimal, small ones with one. */
function tenths(amount: number): string {
  return amount >= 100 ? String(Math.round(amount)) : String(Math.round(amount * 10) / 10);
}

function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 100) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
