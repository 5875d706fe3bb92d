/** What a shell script starts, as far as it can be read off. */
export interface ShellCommands {
  /** The first words of commands. */
  readonly started: readonly string[];
  /** Words that a program which starts others was given, and the first words of arrays: some of them are programs. */
  readonly handedOn: readonly string[];
}

/** Programs and functions of ours whose arguments are a command, behind options that only they understand. */
const STARTERS = new Set(
  'chroot command contain env exec flock nice prlimit run_apart run_as_child setpriv setsid sudo timeout unshare xargs'.split(
    ' ',
  ),
);
/** Words after which a command follows. */
const OPENERS = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{']);
const CLOSERS = new Set(['fi', 'done', '}']);
const ASSIGNMENT = /^\w+(\[[^\]]*\])?\+?=/;
const REDIRECTION = /^\d*(?:<<<|<>|>>|>\||[<>]&|[<>])/;

/**
 * Reads a script of sh or bash (POSIX, "Shell Command Language"), without running it.
 * @throws Error at what it does not understand: here-documents and backquotes, which we do not write
 */
export function commandsOf(script: string): ShellCommands {
  const started: string[] = [];
  const handedOn: string[] = [];
  let at = 0;
  const next = (text: string): boolean => script.startsWith(text, at);
  const fail = (what: string): never => {
    throw new Error(`${what} in line ${script.slice(0, at).split('\n').length} of a shell script`);
  };

  const skip = (pattern: RegExp): void => {
    at += new RegExp(`^(?:${pattern.source})*`).exec(script.slice(at))?.[0].length ?? 0;
  };

  /** Commands up to one of the closers, which is left unread. */
  function list(...ends: readonly string[]): void {
    while (at < script.length) {
      skip(/[\s&|]|;(?!;)|\\\n|#.*/);
      if (ends.some((end) => next(end))) return;
      if (at < script.length) command();
    }
  }

  function command(): void {
    let name: string | null = null;
    for (;;) {
      skip(/[ \t]|\\\n/);
      if (/^(?:[\n;|)]|&(?!>))/.test(script.slice(at)) || at >= script.length) return;
      if (next('#')) {
        skip(/[^\n]/);
        return;
      }
      const before = at;
      if ((name === null || name === 'for') && next('((')) arithmetic();
      else if (next('(') && name === null) nested(')');
      else if (/^[<>]\(/.test(script.slice(at))) {
        at += 1;
        nested(')');
      } else if (REDIRECTION.test(script.slice(at))) redirect();
      else name = oneWord(name);
      if (at === before) fail(`${script[at]} where it means nothing`);
    }
  }

  /** Reads a word of a command; returns the command's name as soon as it is known. */
  function oneWord(name: string | null): string | null {
    const text = word();
    if (ASSIGNMENT.test(text) && next('(')) {
      array();
      return name;
    }
    if (name !== null) {
      if (STARTERS.has(name) || name === '-exec') handedOn.push(text);
      return text === '-exec' ? text : name;
    }
    if (text === 'case') return choices();
    if (text === '[[') return test();
    if (text === 'for') return text;
    if (OPENERS.has(text) || ASSIGNMENT.test(text) || text === '') return null;
    if (CLOSERS.has(text)) return text;
    if (next('()')) {
      at += 2;
      return null;
    }
    started.push(text);
    return text;
  }

  function array(): void {
    const first = handedOn.length;
    at += 1;
    for (skip(/\s|#.*/); !next(')'); skip(/\s|#.*/)) {
      const text = word();
      if (handedOn.length === first) handedOn.push(text);
      if (at >= script.length) fail('an array without an end');
    }
    at += 1;
  }

  function choices(): string {
    skip(/[ \t]/);
    word();
    skip(/\s/);
    if (word() !== 'in') fail('a case without in');
    for (skip(/\s|#.*/); !next('esac'); skip(/\s|#.*/)) {
      while (!next(')')) {
        skip(/[\s|(]/);
        if (word() === '' && !next(')')) skip(/[\s|]/);
        if (at >= script.length) fail('a case without an end');
        skip(/[\s|]/);
      }
      at += 1;
      list(';;', 'esac');
      if (next(';;')) at += 2;
    }
    at += 'esac'.length;
    return 'esac';
  }

  function test(): string {
    while (word() !== ']]') {
      skip(/[\s<>&|()]/);
      if (at >= script.length) fail('[[ without an end');
    }
    return ']]';
  }

  function redirect(): void {
    if (/^\d*<<(?!<)/.test(script.slice(at))) fail('a here-document');
    at += REDIRECTION.exec(script.slice(at))?.[0].length ?? 0;
    skip(/[ \t]/);
    if (!/^[<>]/.test(script.slice(at))) word();
  }

  function nested(end: string): void {
    at += 1;
    list(end);
    if (!next(end)) fail(`no ${end}`);
    at += end.length;
  }

  function arithmetic(): void {
    at += 2;
    for (let depth = 0; depth > 0 || !next('))'); ) {
      if (at >= script.length) fail('arithmetic without an end');
      if (next('$')) expansion();
      else {
        depth += next('(') ? 1 : next(')') ? -1 : 0;
        at += 1;
      }
    }
    at += 2;
  }

  /** The text of a word; what is not known before it runs stands in it as `$`. */
  function word(): string {
    let text = '';
    while (at < script.length && !/^[\s;|&()<>]/.test(script.slice(at))) text += piece();
    return text;
  }

  function piece(): string {
    if (next('`')) fail('a backquote');
    if (next("'")) return quoted("'");
    if (next("$'")) {
      at += 1;
      return quoted("'", true);
    }
    if (next('"')) return doubleQuoted();
    if (next('$')) return expansion();
    if (next('\\')) at += 1;
    at += 1;
    return script[at - 1] ?? '';
  }

  function quoted(mark: string, escapes = false): string {
    const from = at + 1;
    for (at = from; !next(mark); at += escapes && next('\\') ? 2 : 1) {
      if (at >= script.length) fail('a quotation without an end');
    }
    at += 1;
    return script.slice(from, at - 1);
  }

  function doubleQuoted(): string {
    let text = '';
    for (at += 1; !next('"'); ) {
      if (at >= script.length) fail('a quotation without an end');
      if (next('$')) text += expansion();
      else {
        if (next('\\')) at += 1;
        text += script[at];
        at += 1;
      }
    }
    at += 1;
    return text;
  }

  function expansion(): string {
    if (next('$((')) {
      at += 1;
      arithmetic();
    } else if (next('$(')) {
      at += 1;
      nested(')');
    } else if (next('${')) {
      for (at += 2; !next('}'); ) {
        if (at >= script.length) fail('an expansion without an end');
        piece();
      }
      at += 1;
    } else at += 1;
    return '$';
  }

  list();
  return { started, handedOn };
}
