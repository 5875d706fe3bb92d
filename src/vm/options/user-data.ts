import { LOCAL_ACTOR_ID } from '../../access/authorise.ts';
import { UserError } from '../../base/errors.ts';
import type { CommandContext } from '../../command/context.ts';
import { file, fileOrText } from '../../command/kind/file.ts';
import type { OptionKind } from '../../command/option.ts';
import type { VmReads } from '../context.ts';

/** The most that is fetched, in bytes: what a seed takes (65 536) in UTF-16, with its mark. The reader says what it holds. */
const MOST_BYTES = 2 * 65_536 + 2;
/** The most that is pasted. In UTF-16 units. */
const MOST = 65_536;

/** A teacher's cloud-config: a file, attached in chats and named at the host's own terminal; or its text, pasted. */
export function userData(): OptionKind<string, string, VmReads> {
  return {
    ...file({ example: 'packages: [htop]', mostBytes: MOST_BYTES }),
    maxLength: MOST,
    takesLines: true,
    secret: true,
    parse: (given) =>
      given.length <= MOST
        ? { ok: true, value: given }
        : {
            ok: false,
            problem: { en: `is longer than ${MOST} characters`, es: `tiene más de ${MOST} caracteres` },
          },
    async resolve(given, context) {
      if (context.reachOf('vm:user-data') === null) throw onlyTeachers();
      const found = fileOrText(given, context, MOST_BYTES);
      return context.firstBoot.userData(typeof found === 'string' ? found : await found.read(MOST_BYTES));
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
