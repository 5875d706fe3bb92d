/** The environment variables that nobody but labvm itself may know. */
export const SECRET_VARIABLES = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DISCORD_TOKEN',
] as const;

/**
 * Takes the secrets out of an environment once they were read, so that no program finds them that a library starts: the
 * helper programs that labvm starts itself get an environment of their own (adapters/program).
 */
export function forgetSecrets(env: Record<string, string | undefined>): void {
  for (const name of SECRET_VARIABLES) delete env[name];
}
