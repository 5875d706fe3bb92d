/** Figures of one way of doing something. Milliseconds unless a figure says otherwise. */
export interface Sample {
  readonly values: readonly number[];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share of the values lies, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * Does two things in turn, so that whatever else the machine does falls on both alike.
 * The first `warmUps` rounds are not counted.
 */
export async function alternate<T>(
  rounds: number,
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
  warmUps = 1,
): Promise<{ ours: T[]; theirs: T[] }> {
  const found: { ours: T[]; theirs: T[] } = { ours: [], theirs: [] };
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    const a = await ours();
    const b = await theirs();
    if (round <= 0) continue;
    found.ours.push(a);
    found.theirs.push(b);
  }
  return found;
}

/** One line of the report. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** The same work by another means, where there is one. */
  readonly against: string;
  readonly ratio: number | null;
  readonly aim: string;
  readonly met: boolean | null;
}

/** Two ways compared by their medians, with the middle half of each as spread. */
export function compared(
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  aim: number,
): Figure {
  const ratio = median(ours) / median(theirs);
  return { name, value: spread(ours), against: spread(theirs), ratio, aim: `≤ ${aim}`, met: ratio <= aim };
}

export function spread(values: readonly number[]): string {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => Math.round(quantile(values, share)));
  return `${middle} ms (${low}–${high}, n=${values.length})`;
}

/** A figure that stands for itself. */
export function single(name: string, value: number, unit: string, limit: number): Figure {
  return {
    name,
    value: `${round(value)} ${unit}`,
    against: '—',
    ratio: null,
    aim: `< ${limit} ${unit}`,
    met: value < limit,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
