import type { Role } from './role.ts';

/** What a person can do again and again, by whichever way. Each has a rate, or a cap of `Caps`. */
export const REPEATED = [
  /** Anything asked: a line, a button, a form, an order of a console's page. */
  'request',
  /** A question of what could be typed next. */
  'completion',
  /** A link to a console (`/vm console`). */
  'link',
  /** A console's page or one of its sockets that is opened with a session. */
  'entry',
  /** A key that is pressed for somebody (`/vm type`, `/vm key`). */
  'keystroke',
  /** A picture of a screen. */
  'picture',
  /** Work on an image: fetched, added, saved, verified, removed. */
  'image-work',
  /** A look at the host from all sides, which tries things on it (`/host doctor`). */
  'examination',
] as const;

export type Repeated = (typeof REPEATED)[number];

/** So many in so long, counted from the first one on. */
export interface Rate {
  readonly most: number;
  readonly perMs: number;
}

/** What one person may have at once; proven where it is stored, over all processes. */
export interface Caps {
  /** Jobs that run or wait, each machine of a batch counted. */
  readonly jobs: number;
  /** Sessions at consoles, in browsers; one that nobody is in counts until it is over. */
  readonly sessions: number;
}

export interface RoleRates {
  readonly rates: Readonly<Record<Repeated, Rate>>;
  readonly caps: Caps;
}

const MINUTE_MS = 60_000;
const perMinute = (most: number): Rate => ({ most, perMs: MINUTE_MS });
const per10Minutes = (most: number): Rate => ({ most, perMs: 10 * MINUTE_MS });
const perHour = (most: number): Rate => ({ most, perMs: 60 * MINUTE_MS });

/** The one table of how often and how many at once: nobody who works by hand meets these. */
export const RATES: Readonly<Record<Role, RoleRates>> = {
  guest: {
    rates: {
      request: perMinute(20),
      completion: perMinute(120),
      link: per10Minutes(0),
      entry: perMinute(0),
      keystroke: perMinute(0),
      picture: perMinute(0),
      'image-work': perHour(0),
      examination: perMinute(0),
    },
    caps: { jobs: 0, sessions: 0 },
  },
  student: {
    rates: {
      request: perMinute(60),
      completion: perMinute(600),
      link: per10Minutes(30),
      entry: perMinute(300),
      keystroke: perMinute(2500),
      picture: perMinute(20),
      'image-work': perHour(0),
      examination: perMinute(10),
    },
    caps: { jobs: 16, sessions: 20 },
  },
  teacher: {
    rates: {
      request: perMinute(240),
      completion: perMinute(600),
      link: per10Minutes(200),
      entry: perMinute(1200),
      keystroke: perMinute(10_000),
      picture: perMinute(120),
      'image-work': perHour(60),
      examination: perMinute(30),
    },
    caps: { jobs: 320, sessions: 100 },
  },
  admin: {
    rates: {
      request: perMinute(600),
      completion: perMinute(1200),
      link: per10Minutes(600),
      entry: perMinute(1200),
      keystroke: perMinute(20_000),
      picture: perMinute(240),
      'image-work': perHour(240),
      examination: perMinute(60),
    },
    caps: { jobs: 1000, sessions: 200 },
  },
};

const NO_RATE: Rate = { most: Infinity, perMs: MINUTE_MS };

/** For the person at the host's own keyboard, whose lines may come from a file: they can burden the host anyway. */
export const NO_RATES: RoleRates = {
  rates: {
    request: NO_RATE,
    completion: NO_RATE,
    link: NO_RATE,
    entry: NO_RATE,
    keystroke: NO_RATE,
    picture: NO_RATE,
    'image-work': NO_RATE,
    examination: NO_RATE,
  },
  caps: { jobs: Infinity, sessions: Infinity },
};

/** Failed tries of browsers at one address: links and tickets that are none, pages of others. */
export const FAILED_TRIES: Rate = perMinute(60);

/** Rows of the audit for browsers that nobody knows, over all addresses; what is more is one row with a count. */
export const STRANGERS: Rate = perMinute(120);
