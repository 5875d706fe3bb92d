import { once } from 'node:events';
import { openDatabase } from '../../../../adapters/sqlite/database.ts';
import { silentLog } from '../../../../src/base/log.ts';

// Opens the database when told to, so that several do at once.
console.log('ready');
await once(process.stdin, 'data');
const db = openDatabase(process.argv[2] ?? '', silentLog);
await db.write(() => db.sql('INSERT INTO keyv VALUES (?, ?, ?, NULL)').run('', String(process.pid), 'here'));
console.log('opened');
db.close();
process.exit();
