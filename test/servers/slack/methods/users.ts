import { type Answer, refusal } from '../answer.ts';
import type { Args, Room } from '../room.ts';

export function info(args: Args, { workspace }: Room): Answer {
  const user = workspace.users.get(String(args.user));
  if (!user) throw refusal('user_not_found');
  const { id, name, displayName, locale } = user;
  const withLocale = args.include_locale === true || args.include_locale === 'true';
  const profile = { display_name: displayName, real_name: displayName };
  return {
    user: {
      id,
      name,
      real_name: displayName,
      profile,
      team_id: workspace.team,
      ...(withLocale ? { locale } : {}),
    },
  };
}
