import type { Text } from '../base/text.ts';

/** Machines as somebody may know of them: names of those they may see, and only how many others there are. */
export interface Sighted {
  readonly seen: readonly string[];
  readonly others: number;
}

const MOST_NAMES = 20;

/**
 * A few names, and how many more there are: those that are not named, and those that are others'.
 * @param most how many are named
 */
export function sightedWords({ seen, others }: Sighted, most = MOST_NAMES): Text {
  const left = seen.length - most;
  const few = `${seen.slice(0, most).join(', ')}${left > 0 ? ` … (+${left})` : ''}`;
  if (others === 0) return { en: few, es: few };
  const rest = othersWords(others);
  return few === '' ? rest : { en: `${few} and ${rest.en}`, es: `${few} y ${rest.es}` };
}

function othersWords(others: number): Text {
  return others === 1
    ? { en: 'one machine owned by somebody else', es: 'una máquina de otra persona' }
    : { en: `${others} machines owned by others`, es: `${others} máquinas de otras personas` };
}
