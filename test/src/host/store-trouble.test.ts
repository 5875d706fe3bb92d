import { expect, test } from 'vitest';
import { jsonLine } from '../../../adapters/terminal/json.ts';
import { runLine } from '../../../adapters/terminal/one-line.ts';
import { refusalBody, statusOf } from '../../../adapters/web/refusal-page.ts';
import { silentLog } from '../../../src/base/log.ts';
import { storeTrouble } from '../../../src/host/store-trouble.ts';
import { failureRecord } from '../../../src/job/failure.ts';
import { ADMIN, commandLab, refused } from '../../commands/support/lab.ts';

const HELD = storeTrouble('held', '/var/lib/labvm/labvm.db');
const SAID = {
  en: 'Another process has locked labvm’s database and does not release it.',
  es: 'Otro proceso tiene bloqueada la base de datos de labvm y no la libera.',
};

test('a request that cannot be recorded is refused with what is wrong with the database', async () => {
  const record = async () => {
    throw HELD;
  };
  const audit = { record, conclude: async () => {} };
  const lab = commandLab({ ports: { audit } });
  const received = await lab.invoke('/vm list', ADMIN);
  expect(received).toMatchObject({ kind: 'rejected', error: { code: 'busy', text: SAID } });
  await lab.store.workers.enter();
});

test('what cannot be read is no empty answer', async () => {
  const list = async () => {
    throw HELD;
  };
  const lab = commandLab({ ports: { jobs: { list } as never } });
  expect(refused(await lab.ask('/job list'))).toMatchObject({ code: 'busy', text: SAID });
  await lab.store.workers.enter();
});

test('an answer that breaks off is an error for programs, in their language', async () => {
  const receive = async () => {
    throw HELD;
  };
  const desk = { receive } as never;
  const signal = new AbortController().signal;
  const person = { locale: 'es', userName: 'ana', pictureFolder: '/none' } as const;
  const outcome = await runLine('/vm list', { desk, person, log: silentLog, signal });
  expect(JSON.parse(jsonLine(outcome, 'es'))).toMatchObject({
    ok: false,
    error: {
      code: 'busy',
      message: SAID.es,
      hint: 'Para ver qué proceso, como root: fuser /var/lib/labvm/labvm.db',
    },
  });
});

test.for(['en', 'es'] as const)('a page says it, too: %s', (locale) => {
  const { text, hint } = refusalBody(HELD, locale);
  expect(text).toBe(SAID[locale]);
  expect(hint).toContain('fuser');
  expect(statusOf(HELD)).toBe(503);
});

test.for([
  ['ENOSPC', 'The disk with /data/images is full.', 'El disco con /data/images está lleno.'],
  ['EROFS', 'The disk with /data/images is read-only.', 'El disco con /data/images es de solo lectura.'],
  [
    'EIO',
    'The disk with /data/images cannot be read or written.',
    'El disco con /data/images no se puede leer ni escribir.',
  ],
] as const)('a file of labvm’s own: %s', ([code, en, es]) => {
  const error = Object.assign(new Error(code), { code, syscall: 'open', path: '/data/images' });
  expect(failureRecord(error, null, silentLog).text).toEqual({ en, es });
});
