import { UserError } from '../../src/base/errors.ts';
import { SLACK_WHERE } from './settings.ts';

type Token = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

/**
 * What Slack says of a token that will never work again (docs.slack.dev, errors of auth.test and
 * apps.connections.open). What may be said of one channel alone is not among it.
 */
const DEAD: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'team_access_not_granted',
  'app_not_found',
  'org_login_required',
  'forbidden_team',
  'team_disabled',
]);

export function isDeadToken(code: string): boolean {
  return DEAD.has(code);
}

/** The sentence for a token that Slack refuses: which variable, why, and where to find the right one. */
export function tokenRefused(variable: Token, code: string): UserError {
  if (code === 'missing_scope') return scopeMissing(variable);
  return new UserError(
    'not-allowed',
    {
      en: `Slack refuses ${variable} (${code}).`,
      es: `Slack rechaza ${variable} (${code}).`,
    },
    SLACK_WHERE[variable],
  );
}

function scopeMissing(variable: Token): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `${variable} lacks a scope that labvm needs.`,
      es: `A ${variable} le falta un permiso que labvm necesita.`,
    },
    variable === 'SLACK_APP_TOKEN'
      ? SLACK_WHERE.SLACK_APP_TOKEN
      : {
          en: 'Update the app from `npm run slack:manifest` and install it again; docs/slack.md names every scope.',
          es: 'Actualice la aplicación con `npm run slack:manifest` e instálela de nuevo; docs/slack.md explica cada permiso.',
        },
  );
}
