import type { Locale } from '../../src/base/text.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { formValues } from '../../src/chat/form-values.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { People } from '../../src/chat/people.ts';
import type { Command } from '../../src/command/command.ts';
import { lineBefore } from '../../src/command/line.ts';
import type { Choice } from '../../src/command/option.ts';
import { readValues } from './form/index.ts';
import { readFormMeta } from './form-opener.ts';
import type { FormBody } from './inbound/form-body.ts';
import { actorOf } from './inbound/invocation.ts';
import type { Waits } from './waits.ts';

export interface SuggestPorts {
  readonly desk: Pick<Desk, 'complete'>;
  readonly chat: string;
  readonly commands: readonly Command[];
  readonly people: Pick<People, 'known'>;
  readonly locale: Locale;
  readonly waits: Pick<Waits, 'choicesMs'>;
  /** The workspace that labvm is installed in. */
  readonly team: string;
}

/** What a searchable menu of a form offers for what was typed into it so far. */
export async function suggest(body: FormBody, ports: SuggestPorts): Promise<readonly Choice[]> {
  const meta = readFormMeta(body.view.private_metadata);
  const command = meta && ports.commands.find(({ path }) => path.join(' ') === meta.path.join(' '));
  if (!meta || !command) return [];
  const { team_id: team = body.team.id, id: user } = body.user;
  const actor = actorOf({ team, user, userName: '', isElsewhere: team !== ports.team }, ports.chat);
  const line = lineBefore(command, body.block_id, formValues(command, readValues(body.view.state)));
  const place = { chat: ports.chat, channel: meta.channel };
  const completion = await inTime(
    ports.waits.choicesMs,
    ports.desk.complete(line, actor, place, ports.people.known(user)?.locale ?? ports.locale),
  );
  const choices = completion?.choices ?? [];
  const wanted = body.value.trim().toLowerCase();
  return choices.filter(({ value, label = '' }) => `${value} ${label}`.toLowerCase().includes(wanted));
}
