import { UserError } from '../../src/base/errors.ts';
import { ipVersion } from '../../src/base/ip.ts';
import type { Text } from '../../src/base/text.ts';

/** How labvm is connected to a Slack workspace. */
export interface SlackSettings {
  readonly botToken: string;
  /** Where Slack's Web API is, such as `https://slack.com/api/`; undefined for Slack itself. */
  readonly apiUrl: string | undefined;
  /** Where Slack's files are; undefined for Slack itself. The token is said there. */
  readonly filesUrl?: string | undefined;
  readonly delivery: SlackDelivery;
}

/** How Slack delivers what people do: over a socket that labvm opens, or by signed requests to a port of labvm's. */
export type SlackDelivery =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number; readonly host: string };

/** What the environment says of Slack. */
export interface SlackVariables {
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly SLACK_PORT?: number | undefined;
  readonly SLACK_BIND?: string | undefined;
  readonly SLACK_API_URL?: string | undefined;
  readonly SLACK_FILES_URL?: string | undefined;
}

type Variable = keyof SlackVariables;

/** An account of Slack's in the configuration: the workspace and the person (docs.slack.dev, ids). */
export const SLACK_ACCOUNT = /^slack:[A-Z0-9]+:[A-Z0-9]+$/;

/** Where an administrator finds each value. */
export const SLACK_WHERE: Readonly<Record<Exclude<Variable, 'SLACK_API_URL' | 'SLACK_FILES_URL'>, Text>> = {
  SLACK_BOT_TOKEN: {
    en: 'It begins with xoxb-; you find it at api.slack.com/apps, your app, OAuth & Permissions, Bot User OAuth Token.',
    es: 'Empieza por xoxb-; lo encontrará en api.slack.com/apps, su aplicación, OAuth & Permissions, Bot User OAuth Token.',
  },
  SLACK_APP_TOKEN: {
    en: 'It begins with xapp- and has the scope connections:write; you find it at api.slack.com/apps, your app, Basic Information, App-Level Tokens.',
    es: 'Empieza por xapp- y tiene el permiso connections:write; lo encontrará en api.slack.com/apps, su aplicación, Basic Information, App-Level Tokens.',
  },
  SLACK_SIGNING_SECRET: {
    en: 'You find it at api.slack.com/apps, your app, Basic Information, App Credentials, Signing Secret.',
    es: 'Lo encontrará en api.slack.com/apps, su aplicación, Basic Information, App Credentials, Signing Secret.',
  },
  SLACK_PORT: {
    en: 'It is the port for Slack’s requests, such as 3000; see docs/slack.md.',
    es: 'Es el puerto para las peticiones de Slack, por ejemplo 3000; vea docs/slack.md.',
  },
  SLACK_BIND: {
    en: 'It is the address of this host that labvm listens on, such as 127.0.0.1 (the default) or 10.0.0.5, behind a proxy with TLS.',
    es: 'Es la dirección de este equipo en la que escucha labvm, como 127.0.0.1 (la predeterminada) o 10.0.0.5, detrás de un proxy con TLS.',
  },
};

/**
 * Whether and how labvm is to be in Slack; null where nothing is set.
 * @throws UserError naming the variable that is missing or holds something else, and where to find it; never a value
 */
export function slackSettings(given: SlackVariables): SlackSettings | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = given;
  if (botToken === undefined && appToken === undefined && signingSecret === undefined) return null;
  if (botToken === undefined) throw missing('SLACK_BOT_TOKEN');
  mustNotBe(/^xapp-/, 'SLACK_BOT_TOKEN', botToken, APP_TOKEN);
  mustNotBe(/^xox[pe]/, 'SLACK_BOT_TOKEN', botToken, USER_TOKEN);
  const { SLACK_API_URL: apiUrl, SLACK_FILES_URL: filesUrl } = given;
  return {
    botToken,
    apiUrl,
    ...(filesUrl === undefined ? {} : { filesUrl }),
    delivery: deliveryOf(given, appToken, signingSecret),
  };
}

/** Where Slack's requests are listened for unless somebody says otherwise. */
const LOOPBACK = '127.0.0.1';

function deliveryOf(
  { SLACK_PORT: port, SLACK_BIND: host = LOOPBACK }: SlackVariables,
  appToken: string | undefined,
  signingSecret: string | undefined,
): SlackDelivery {
  if (ipVersion(host) === 0) throw noAddress(host);
  if (signingSecret !== undefined && port !== undefined) return { kind: 'http', signingSecret, port, host };
  if (appToken === undefined) throw missing(signingSecret === undefined ? 'SLACK_APP_TOKEN' : 'SLACK_PORT');
  mustNotBe(/^xox/, 'SLACK_APP_TOKEN', appToken, BOT_TOKEN);
  return { kind: 'socket', appToken };
}

const APP_TOKEN: Text = { en: 'an app-level token', es: 'un token de nivel de aplicación' };
const USER_TOKEN: Text = { en: 'a person’s token', es: 'el token de una persona' };
const BOT_TOKEN: Text = { en: 'a bot’s or a person’s token', es: 'el token de un bot o de una persona' };

function missing(variable: keyof typeof SLACK_WHERE): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `${variable} is not set, so labvm cannot connect to Slack.`,
      es: `Falta ${variable}, así que labvm no puede conectarse a Slack.`,
    },
    SLACK_WHERE[variable],
  );
}

function noAddress(given: string): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `SLACK_BIND is “${given}”, which is not an address.`,
      es: `SLACK_BIND es «${given}», que no es una dirección.`,
    },
    SLACK_WHERE.SLACK_BIND,
  );
}

function mustNotBe(shape: RegExp, variable: keyof typeof SLACK_WHERE, value: string, what: Text): void {
  if (!shape.test(value)) return;
  throw new UserError(
    'bad-argument',
    { en: `${variable} holds ${what.en}.`, es: `${variable} contiene ${what.es}.` },
    SLACK_WHERE[variable],
  );
}
