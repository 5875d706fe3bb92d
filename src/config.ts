import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { DISCORD_ACCOUNT, type DiscordSettings, discordSettings } from '../adapters/discord/settings.ts';
import { SLACK_ACCOUNT, type SlackSettings, slackSettings } from '../adapters/slack/settings.ts';
import { type WebSettings, webSettings } from '../adapters/web/settings.ts';
import { accountList } from './access/account-id.ts';
import { UserError } from './base/errors.ts';
import { ipVersion } from './base/ip.ts';
import { type ListForm, listOf } from './base/list-setting.ts';
import { type Locale, localeOf } from './base/text.ts';

const idList = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''));

const count = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

/** The accounts of every chat, and of the terminal. */
const ACCOUNTS = [SLACK_ACCOUNT, DISCORD_ACCOUNT];

/** A name as the domain name system has it (RFC 1123, 2.1), with or without a dot at its end. */
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?$/i;

const HOSTS: ListForm = {
  variable: 'LABVM_ALLOWED_HOSTS',
  isRight: (host) => HOST_NAME.test(host) || ipVersion(host.replace(/^\[(.*)\]$/, '$1')) !== 0,
  isNo: { en: 'not a host name', es: 'no es el nombre de un equipo' },
  instead: {
    en: 'Write names or addresses alone, without http:// and without a port, such as mirror.school.example or 10.0.0.5.',
    es: 'Escriba solo nombres o direcciones, sin http:// y sin puerto, como mirror.escuela.example o 10.0.0.5.',
  },
};

/** Every variable that labvm reads, as `.env.example` explains them. */
const variables = z.object({
  LABVM_DATA_DIR: z.string().min(1).optional(),
  LABVM_LIBVIRT_SOCKET: z.string().min(1).default('/run/libvirt/libvirt-sock'),
  LABVM_NETWORK: z
    .string()
    .regex(/^labvm[a-z0-9-]{0,10}$/)
    .default('labvm'),
  LABVM_LOCALE: z.enum(['en', 'es']).default('en'),
  LABVM_ADMINS: idList,
  LABVM_TEACHERS: idList,
  LABVM_DEFAULT_ROLE: z.enum(['guest', 'student', 'teacher', 'admin']).default('guest'),
  LABVM_SLOTS_DOWNLOAD: count(1, 1, 100),
  LABVM_SLOTS_DISK: count(2, 1, 100),
  LABVM_SLOTS_START: count(8, 1, 1000),
  LABVM_RESERVE_MEMORY_MIB: count(512, 0, 1_000_000),
  LABVM_RESERVE_DISK_GIB: count(2, 0, 1_000_000),
  LABVM_DISK_OVERCOMMIT: z.coerce.number().min(1).max(100).default(4),
  LABVM_IMAGE_MIRROR: z
    .url({ protocol: /^https?$/, error: 'it must begin with http:// or https://' })
    .optional(),
  LABVM_ALLOWED_HOSTS: idList,
  LABVM_IMAGE_MAX_GIB: count(20, 1, 10_000),
  LABVM_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  SLACK_BIND: z.string().optional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  SLACK_FILES_URL: z.url({ protocol: /^https?$/ }).optional(),
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_APP_ID: z.string().optional(),
  DISCORD_GUILD_IDS: idList,
  DISCORD_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  DISCORD_CDN_URL: z.url({ protocol: /^https?$/ }).optional(),
  LABVM_WEB_ADDRESS: z.string().optional(),
  LABVM_PUBLIC_URL: z.string().optional(),
  LABVM_TRUSTED_PROXIES: idList,
  NO_COLOR: z.string().optional(),
  FORCE_COLOR: z.string().optional(),
  TERM: z.string().optional(),
  XDG_STATE_HOME: z.string().optional(),
});

/** How this installation is set up. */
export interface Config {
  readonly dataDir: string;
  readonly libvirtSocket: string;
  /** The libvirt network that machines are plugged into; begins with `labvm`. */
  readonly network: string;
  /** The language of messages that nobody asked for. */
  readonly locale: Locale;
  readonly admins: readonly string[];
  readonly teachers: readonly string[];
  readonly defaultRole: 'guest' | 'student' | 'teacher' | 'admin';
  readonly slots: { readonly download: number; readonly disk: number; readonly start: number };
  readonly reserve: { readonly memoryMiB: number; readonly diskGiB: number };
  /** How many times the free disk may be promised: overlays take only what is written to them. */
  readonly diskOvercommit: number;
  readonly images: {
    /** A mirror of the school's own, asked before all others; null: there is none. */
    readonly mirror: string | null;
    /** Hosts that may have private addresses. */
    readonly allowedHosts: readonly string[];
    /** The largest image that is taken, in GiB. */
    readonly maxGiB: number;
  };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** null: labvm is in no Slack workspace. */
  readonly slack: SlackSettings | null;
  /** null: labvm is not in Discord. */
  readonly discord: DiscordSettings | null;
  /** null: labvm has no pages. */
  readonly web: WebSettings | null;
  readonly terminal: {
    readonly locale: Locale;
    readonly userName: string;
    readonly color: 'never' | 'always' | 'auto';
  };
}

/**
 * Reads the configuration from environment variables; an empty one counts as not set.
 * @throws UserError naming every variable that is wrong, the value received, and what would be right
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) throw wrongVariables(parsed.error, given);
  const v = parsed.data;
  return {
    dataDir: v.LABVM_DATA_DIR ?? defaultDataDir(v.XDG_STATE_HOME),
    libvirtSocket: v.LABVM_LIBVIRT_SOCKET,
    network: v.LABVM_NETWORK,
    locale: v.LABVM_LOCALE,
    admins: listOf(v.LABVM_ADMINS, accountList('LABVM_ADMINS', ACCOUNTS)),
    teachers: listOf(v.LABVM_TEACHERS, accountList('LABVM_TEACHERS', ACCOUNTS)),
    defaultRole: v.LABVM_DEFAULT_ROLE,
    slots: { download: v.LABVM_SLOTS_DOWNLOAD, disk: v.LABVM_SLOTS_DISK, start: v.LABVM_SLOTS_START },
    reserve: { memoryMiB: v.LABVM_RESERVE_MEMORY_MIB, diskGiB: v.LABVM_RESERVE_DISK_GIB },
    diskOvercommit: v.LABVM_DISK_OVERCOMMIT,
    images: {
      mirror: v.LABVM_IMAGE_MIRROR ?? null,
      allowedHosts: listOf(v.LABVM_ALLOWED_HOSTS, HOSTS),
      maxGiB: v.LABVM_IMAGE_MAX_GIB,
    },
    logLevel: v.LABVM_LOG_LEVEL,
    slack: slackSettings(v),
    discord: discordSettings(v),
    web: webSettings(v),
    terminal: {
      locale: terminalLocale(given),
      userName: userName(),
      color: colorOf(v),
    },
  };
}

/** The language of the person at the terminal: the first of these variables that is set decides (locale(7)). */
export function terminalLocale(env: Readonly<Record<string, string | undefined>> = process.env): Locale {
  return localeOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
}

/** The name of the one at the terminal; in a container they may have none (getpwuid(3)). */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'local');
  }
}

/** root keeps the lab's state where services keep theirs, anybody else in their home. */
function defaultDataDir(stateHome: string | undefined): string {
  if (process.getuid?.() === 0) return '/var/lib/labvm';
  return join(stateHome ?? join(homedir(), '.local', 'state'), 'labvm');
}

function colorOf(v: {
  NO_COLOR?: string | undefined;
  FORCE_COLOR?: string | undefined;
  TERM?: string | undefined;
}) {
  if (v.NO_COLOR !== undefined || v.TERM === 'dumb') return 'never';
  return v.FORCE_COLOR !== undefined && v.FORCE_COLOR !== '0' ? 'always' : 'auto';
}

function wrongVariables(error: z.ZodError, given: Readonly<Record<string, unknown>>): UserError {
  const lines = error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `${name} is ${JSON.stringify(given[name])}: ${issue.message}`;
  });
  return new UserError(
    'bad-argument',
    {
      en: `The configuration has errors. ${lines.join('; ')}`,
      es: `La configuración tiene errores. ${lines.join('; ')}`,
    },
    {
      en: 'Correct it in the environment or in .env; .env.example explains every variable.',
      es: 'Corríjala en el entorno o en .env; .env.example explica cada variable.',
    },
  );
}
