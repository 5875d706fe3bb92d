import type { View } from '../view/view.ts';
import type { ParsedLine } from './parsed-line.ts';

/** An answer with what it is about, as its line says: `web1 log` of `/vm log web1`, `vm list` of `/vm list`. */
export function withAbout(view: View, line: ParsedLine): View {
  return { about: aboutOf(line), ...view };
}

function aboutOf({ command: { path, options }, given }: ParsedLine): string {
  const [first] = Object.entries(options);
  const [name = '', option] = first ?? [];
  const isNamed = option?.positional === true && !option.kind.secret && Object.hasOwn(given, name);
  return isNamed ? `${given[name]} ${path.at(-1)}` : path.join(' ');
}
