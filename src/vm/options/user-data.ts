import { LOCAL_ACTOR_ID } from '../../access/authorise.ts';
import { UserError } from '../../base/errors.ts';
import type { CommandContext } from '../../command/context.ts';
import { text } from '../../command/kind/text.ts';
import type { OptionKind } from '../../command/option.ts';
import type { VmReads } from '../context.ts';

/** The most that a seed takes; the reader says how much that is in bytes. */
const MOST = 65_536;

/** A teacher's cloud-config, pasted; or the path of a file, for somebody at the host's own terminal. */
export function userData(): OptionKind<string, string, VmReads> {
  return {
    ...text({ placeholder: 'yaml', example: '"packages: [htop]"', most: MOST }),
    takesLines: true,
    secret: true,
    async resolve(given, context) {
      if (context.reachOf('vm:user-data') === null) throw onlyTeachers();
      return context.firstBoot.userData(given, isAtTerminal(context));
    },
  };
}

/** Whether somebody sits at the host itself, where files of the host are their own. */
export function isAtTerminal({ place, actor }: Pick<CommandContext, 'place' | 'actor'>): boolean {
  return place.chat === 'terminal' && actor.id === LOCAL_ACTOR_ID;
}

function onlyTeachers(): UserError {
  return new UserError(
    'not-allowed',
    {
      en: '--user-data: only teachers and administrators can configure a machine’s first start.',
      es: '--user-data: solo profesores y administradores pueden configurar el primer arranque de una máquina.',
    },
    { en: 'Leave it out, or ask a teacher.', es: 'Omítalo, o pídaselo a un profesor.' },
  );
}
