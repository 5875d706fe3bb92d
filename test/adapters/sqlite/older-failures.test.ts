import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { jsonLine } from '../../../adapters/terminal/json.ts';
import { batchEnd } from '../../../src/job/batch.ts';
import { errorView } from '../../../src/view/error-view.ts';
import { plainText } from '../../../src/view/plain.ts';
import { act, plain } from './support/requests.ts';
import { openTestStore, temporaryFile } from './support/store.ts';

/* What labvms of before wrote down of a failure: without evidence, and before that without a hint. */

const TEXT = {
  en: 'web1 cannot be started: why (internal error).',
  es: 'No se puede arrancar web1: why (internal error).',
};
const HINT = { en: 'Try again.', es: 'Inténtelo de nuevo.' };

test.each([
  ['evidence', { code: 'failed', text: TEXT, hint: HINT }],
  ['evidence and a hint', { code: 'failed', text: TEXT }],
])('a failure that was stored without %s is read, and told in both languages', async (_what, stored) => {
  const file = temporaryFile();
  const store = openTestStore({ file });
  const started = await store.jobs.start(act(await store.workers.enter(), [plain('web1')]));
  if (started.kind !== 'started') throw new Error('It did not start.');

  const db = new DatabaseSync(file);
  db.prepare("UPDATE jobs SET state = 'failed', error_json = ?, finished_at = created_at WHERE id = ?").run(
    JSON.stringify(stored),
    started.job.id,
  );
  db.close();

  const job = await store.jobs.get(started.job.id);
  const error = job?.error;
  if (!job || !error) throw new Error('The failure is lost.');
  expect(error).toEqual(stored);
  const after = 'hint' in stored ? HINT : null;
  const view = errorView(error);
  for (const locale of ['en', 'es'] as const) {
    const said = plainText(view, locale, 1000);
    expect(said).toBe([TEXT[locale], ...(after ? [after[locale]] : [])].join('\n'));
  }
  expect(batchEnd([job]).error).not.toHaveProperty('evidence');
  const line = JSON.parse(jsonLine({ path: 'vm start', ok: false, view, error, data: {} }, 'es'));
  expect(line.error).toEqual({ code: 'failed', message: TEXT.es, hint: after?.es ?? null });
});
