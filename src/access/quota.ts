import { addUsage, joinUsage, type Limits, NO_USAGE, type Usage } from './limits.ts';

/** What somebody holds by one machine, or asks for. */
export interface Share extends Usage {
  readonly owner: string;
  /** The machine's name. */
  readonly vm: string;
}

/** What an owner would hold more of than they may. */
export interface OverQuota {
  readonly limit: keyof Limits;
  readonly asked: number;
  readonly used: number;
  readonly max: number;
}

/** Everything that the decision comes of. */
export interface QuotaQuestion {
  readonly asked: readonly Share[];
  /** What unfinished jobs will take. */
  readonly reserved: readonly Share[];
  /** What is there, by the machine's name. */
  readonly shown: ReadonlyMap<string, Share>;
  readonly limits: Limits;
}

const LIMITS = ['vms', 'runningVms', 'cpus', 'memoryMiB', 'diskGiB'] as const satisfies (keyof Limits)[];

/**
 * What stands against it that owners take more, or null.
 *
 * What a machine takes is the most of what is shown of it and what any share of it is, field by field: jobs of one machine
 * run one after another, so its shares never add up.
 */
export function overQuota({ asked, reserved, shown, limits }: QuotaQuestion): OverQuota | null {
  const before = beyondShown(reserved, shown);
  const after = beyondShown([...reserved, ...asked], shown);
  for (const owner of new Set(asked.map((share) => share.owner))) {
    const over = overLimit(
      sumOf(before, owner),
      sumOf(after, owner),
      sumOf([...shown.values()], owner),
      limits,
    );
    if (over) return over;
  }
  return null;
}

/**
 * One share for each machine of an owner: of several the most, field by field, and of the rest the first's.
 * @param apart tells more of them apart
 */
export function mostOfEach<S extends Share>(
  shares: readonly S[],
  apart: (share: S) => string | null = () => null,
): readonly S[] {
  const most = new Map<string, S>();
  for (const share of shares) {
    const key = JSON.stringify([share.owner, share.vm, apart(share)]);
    const other = most.get(key);
    most.set(key, other ? { ...other, ...joinUsage(other, share, Math.max) } : share);
  }
  return [...most.values()];
}

function beyondShown(shares: readonly Share[], shown: QuotaQuestion['shown']): readonly Share[] {
  return mostOfEach(shares).map((share) => {
    const there = shown.get(share.vm);
    const counted = there?.owner === share.owner ? there : NO_USAGE;
    return { ...share, ...joinUsage(share, counted, (a, b) => Math.max(0, a - b)) };
  });
}

function sumOf(shares: readonly Share[], owner: string): Usage {
  return shares.filter((share) => share.owner === owner).reduce<Usage>(addUsage, NO_USAGE);
}

function overLimit(before: Usage, after: Usage, shown: Usage, limits: Limits): OverQuota | null {
  for (const limit of LIMITS) {
    const asked = after[limit] - before[limit];
    const used = shown[limit] + before[limit];
    // What is not asked for is not refused, even where more than the limit is held already.
    if (asked > 0 && used + asked > limits[limit]) return { limit, asked, used, max: limits[limit] };
  }
  return null;
}

/** Jobs beyond what one person may have at once. */
export interface TooManyJobs {
  readonly asked: number;
  /** How many there are that run or wait. */
  readonly unfinished: number;
  readonly most: number;
}

/** Whether somebody would have more jobs than they may, or null. */
export function tooManyJobs(question: TooManyJobs): TooManyJobs | null {
  const { asked, unfinished, most } = question;
  return unfinished + asked > most ? question : null;
}
