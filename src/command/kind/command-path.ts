import type { HelpTools } from '../help.ts';
import type { OptionKind } from '../option.ts';

/** No command has more. */
const MOST_WORDS = 3;

/** The words of a command, to be found in the registry; takes all words that are left. */
export function commandPath(): OptionKind<readonly string[], readonly string[], HelpTools> {
  return {
    placeholder: 'command',
    example: 'job list',
    type: 'string',
    takesRest: true,
    parse: (text) => ({ ok: true, value: text.trim().toLowerCase().replace(/^\//, '').split(/\s+/) }),
    // Behind a command's words may stand what somebody would have typed there.
    kept: (text) => (text.trim().split(/\s+/).length > MOST_WORDS ? '…' : text),
    async complete(prefix, { registry }) {
      const slash = prefix.startsWith('/') ? '/' : '';
      return registry.commands
        .map(({ path }) => ({ value: `${slash}${path.join(' ')}` }))
        .filter(({ value }) => value.startsWith(prefix));
    },
  };
}
