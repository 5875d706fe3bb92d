/** What a TypeScript file starts, as far as it can be read off. */
export interface Starts {
  /** Programs that are named where they are started. */
  readonly started: readonly string[];
  /** Words that may be programs: those that begin a list, and those handed on to a program that starts others. */
  readonly handedOn: readonly string[];
  /** Scripts given to a shell as its argument. */
  readonly scripts: readonly string[];
}

/** execa's functions and those of node:child_process. */
const CALL = /\b(?:execa|execaSync|spawn|spawnSync|execFile|execFileSync)\(\s*'([^']+)'/g;
/** The arguments of a program that starts no other: none of them is a program. */
const ARGUMENTS =
  /\b(?:execa|execaSync|spawn|spawnSync|execFile|execFileSync)\(\s*'(?!(?:bash|sh|env|setpriv|prlimit|unshare|flock|sudo)')[^']+',\s*\[[^\]]*\]/g;
const STARTER = /'(?:env|setpriv|prlimit|unshare|flock|sudo)'([^\]]*)\]/g;
const FIRST_OF_LIST = /\[\s*'([a-z][\w.+-]*)'\s*[,\]]/g;
const WORD = /'([a-z][\w.+-]*)'/g;
const SCRIPT = /'(?:ba)?sh',\s*'-c',\s*(['`])([^'`$]*)\1/g;

/** Reads off what a file starts; what starts no program at all has nothing handed on either. */
export function startsOf(source: string): Starts {
  const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const started = groups(code, CALL);
  if (!/\bexeca\b|node:child_process|inLab\(/.test(code)) return { started, handedOn: [], scripts: [] };
  const rest = code.replace(ARGUMENTS, '');
  const behind = groups(rest, STARTER).flatMap((text) => groups(text, WORD));
  const scripts = [...code.matchAll(SCRIPT)].map(([, , script = '']) => script);
  return { started, handedOn: [...groups(rest, FIRST_OF_LIST), ...behind], scripts };
}

/** The first groups of all places where a pattern fits. */
function groups(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}
