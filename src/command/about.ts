import type { View } from '../view/view.ts';
import type { ParsedLine } from './parsed-line.ts';

/** An answer with what it is about, as its line says: `web1 log` of `/vm log web1`, `vm list` of `/vm list`. */
export function withAbout(view: View, line: ParsedLine): View {
  return { about: aboutOf(line), ...view };
}

function aboutOf({ command: { path, options }, given }: ParsedLine): string {
  const [name = '', option] = Object.entries(options)[0] ?? [];
  if (!option?.positional || option.kind.secret || !Object.hasOwn(given, name)) return path.join(' ');
  // What is chosen of few words is what is done, as `list`; another value is what it is done with.
  return option.kind.choices ? [...path, given[name]].join(' ') : `${given[name]} ${path.at(-1)}`;
}
