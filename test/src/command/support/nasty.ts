/** What has broken other bots, and what would where a value reached a shell, an XML document, SQL, or a path. */
export const NASTY: readonly string[] = [
  // shells
  ...[
    '$(reboot)',
    '`reboot`',
    '; rm -rf /',
    '| cat /etc/shadow',
    '&& halt',
    '\n/vm delete web1 --yes',
    '*',
    '~',
  ],
  // paths
  ...['../../etc/passwd', '/dev/sda', 'file:///etc/passwd', '%2e%2e%2f', '..', '.', 'C:\\', '/proc/self/mem'],
  // documents, queries, templates
  ...[
    '<domain>',
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    '&lt;',
    ']]>',
    '<!--',
    '<![CDATA[',
  ],
  ...["'; DROP TABLE vms; --", '" OR 1=1', '%s%n', '{{7*7}}', `$\{jndi:ldap://x}`, '<@U123>', '@everyone'],
  // names that objects have already
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '--__proto__',
    '--constructor=x',
    '--__proto__=',
  ],
  // what cannot be seen, or turns what can
  ...[
    '\u0000',
    '\u001b[2J',
    '\u0007',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u200b'.repeat(50),
    '\u00ad',
    '\u{e0041}',
  ],
  // characters by half, in several parts, from right to left
  ...['\ud800', '\udfff', '👩‍💻', 'مرحبا', 'e\u0301'.repeat(50), 'ﷺ', '\u212a', 'ı', 'ß', '٣'],
  // quotation marks and dashes
  ...[
    '“',
    '”',
    '«',
    '»',
    "'",
    '"',
    '„',
    '‘',
    '""',
    '—yes',
    '–-yes',
    '---',
    '--',
    '-',
    '--=',
    '=',
    '--yes=',
    '--yes=no',
  ],
  // calls and questions
  ...['--help', '?', '-h', '/', '//', '@labvm', '/labvm', 'labvm:'],
  // numbers and lengths
  ...[
    '1e309',
    'NaN',
    'Infinity',
    '-1',
    '0x10',
    '9'.repeat(400),
    '1'.repeat(31),
    'a'.repeat(31),
    'a'.repeat(32),
  ],
  ...['A'.repeat(3990), 'x'.repeat(5000), '--a '.repeat(1300), '"'.repeat(3000), '/labvm '.repeat(600)],
];
