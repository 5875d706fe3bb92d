import { expect, test } from 'vitest';
import { createComplaints } from '../../../adapters/sqlite/complaints.ts';
import { silentLog } from '../../../src/base/log.ts';
import { type StoreTrouble, storeTrouble } from '../../../src/host/store-trouble.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const ofSqlite = (errcode: number) => Object.assign(new Error('in SQLite’s English'), { errcode });
const ofSystem = (code: string) => Object.assign(new Error(code), { code, syscall: 'open', errno: -1 });

// The extended codes are those of https://www.sqlite.org/rescode.html
test.for<[string, Error, StoreTrouble]>([
  ['SQLITE_FULL', ofSqlite(13), 'full'],
  ['SQLITE_BUSY', ofSqlite(5), 'held'],
  ['SQLITE_BUSY_SNAPSHOT', ofSqlite(517), 'held'],
  ['SQLITE_PROTOCOL', ofSqlite(15), 'held'],
  ['SQLITE_CORRUPT', ofSqlite(11), 'damaged'],
  ['SQLITE_CORRUPT_INDEX', ofSqlite(779), 'damaged'],
  ['SQLITE_NOTADB', ofSqlite(26), 'damaged'],
  ['SQLITE_IOERR', ofSqlite(10), 'input-output'],
  ['SQLITE_IOERR_FSYNC', ofSqlite(1034), 'input-output'],
  ['SQLITE_READONLY', ofSqlite(8), 'read-only'],
  ['SQLITE_READONLY_DIRECTORY', ofSqlite(1544), 'read-only'],
  ['SQLITE_CANTOPEN', ofSqlite(14), 'cannot-open'],
  ['SQLITE_CANTOPEN_DIRTYWAL', ofSqlite(1294), 'cannot-open'],
  ['ENOSPC', ofSystem('ENOSPC'), 'full'],
  ['EDQUOT', ofSystem('EDQUOT'), 'share-used-up'],
  ['EROFS', ofSystem('EROFS'), 'read-only'],
  ['EIO', ofSystem('EIO'), 'input-output'],
  ['EACCES', ofSystem('EACCES'), 'cannot-open'],
])('%s is a sentence with a remedy, which the manual has', ([, error, trouble]) => {
  const said = createComplaints('/var/lib/labvm/labvm.db', silentLog).of(error);
  const wanted = storeTrouble(trouble, '/var/lib/labvm/labvm.db');
  expect(said).toMatchObject({ code: wanted.code, text: wanted.text, hint: wanted.hint, cause: error });
  expect(troubleDoc).toContain(`| ${wanted.text.en} |`);
});

test('the log has a trouble once until it is over, and damage for good', () => {
  const lines: string[] = [];
  const note = (_fields: object, text: string) => void lines.push(text);
  const complaints = createComplaints('db', { ...silentLog, error: note, warn: note });
  for (const code of [5, 5, 11]) complaints.of(ofSqlite(code));
  complaints.over();
  complaints.over();
  for (const code of [5, 11]) complaints.of(ofSqlite(code));
  const [fails, again] = ['the database fails', 'the database works again'];
  expect(lines).toEqual([fails, fails, again, fails]);
});

test.for([ofSqlite(19), ofSqlite(1), new Error('of a body'), ofSystem('ECONNREFUSED')])(
  'what is not the database’s own stays as it is: %s',
  (error) => {
    expect(createComplaints('db', silentLog).of(error)).toBe(error);
  },
);
