import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectionTrouble, noneReached } from '../../../adapters/download/trouble.ts';
import { cannotWrite, openClosedFolder } from '../../../adapters/libvirt/disk/closed-folder.ts';
import { systemEvidence, systemWords } from '../../../src/view/system-words.ts';
import { sourcesOf } from '../../support/sources.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

/* The system speaks English alone: it never is the explanation, and may stand behind one. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-words-'));
});
afterEach(() => rm(folder, { recursive: true }));

const failure = (act: Promise<unknown>) =>
  act.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error,
  );
const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('what the system says', () => {
  it('is told in the reader’s language where labvm knows it, with the system’s words as evidence', async () => {
    const error = await failure(readFile(join(folder, 'none')));
    expect(systemWords(error)).toEqual({ en: 'it does not exist', es: 'no existe' });
    expect(systemEvidence(error)).toMatch(/^system: "ENOENT: no such file or directory.*none'"$/);
  });

  it('is told as not known else, and its words stay on one line, short and harmless', () => {
    const error = coded('EWHATEVER', `what\u001b[31m\never ${'x'.repeat(999)}`);
    expect(systemWords(error).es).toBe('el sistema ha fallado por un motivo que labvm no conoce');
    expect(systemEvidence(error)).toMatch(/^system: "what.* ever x+…"$/);
    expect(systemEvidence(error).length).toBeLessThan(260);
  });
});

it('the system’s codes stand in one table, libvirt’s way of restarting and the making of evidence once each', () => {
  const holds = (words: RegExp) =>
    [...sourcesOf('src', 'adapters', 'commands', 'scripts')]
      // The wire client and set-up of a bare host know nothing of labvm.
      .filter(
        ([file, source]) =>
          !/^(?:adapters\/libvirt\/rpc|scripts\/setup\/socket)/.test(file) && words.test(source),
      )
      .map(([file]) => file);
  expect(holds(/^\s*(?:'?EDQUOT'?|'?EROFS'?|'?EIO'?):/m)).toEqual(['src/view/system-trouble.ts']);
  expect(holds(/case '(?:ENOSPC|EROFS|EDQUOT|EIO)'|=== '(?:ENOSPC|EDQUOT|EACCES|EPERM)'/)).toEqual([]);
  expect(holds(/systemctl restart libvirtd/)).toEqual(['src/host/restart-libvirt.ts']);
  expect(holds(/`(?:system|libvirt|\$\{.*\}): "/)).toEqual(['src/view/evidence.ts']);
});

it('a folder of the pool that cannot be written says why in both languages', async () => {
  await writeFile(join(folder, 'file'), '');
  const within = join(folder, 'file', 'within');
  const notOurs = () => new Error('not ours') as never;
  const error = cannotWrite('/pool', await failure(openClosedFolder(within, notOurs)));
  expect(error.text).toEqual({
    en: "labvm cannot write to the storage pool's folder /pool: something above it in the path is not a folder.",
    es: 'labvm no puede escribir en la carpeta del almacén /pool: algo de su ruta no es una carpeta.',
  });
  expect(error.evidence).toMatch(/^system: "ENOTDIR/);
  const denied = cannotWrite('<folder>', coded('EACCES', 'EACCES: permission denied'));
  expect(troubleDoc).toContain(denied.text.en);
  expect(denied.text.es).toMatch(/el usuario de labvm no tiene permiso\.$/);
});

it.each([
  ['CERT_HAS_EXPIRED', 'its certificate has expired', 'su certificado ha caducado'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'its certificate is not trusted by this host',
    'este anfitrión no confía en su certificado',
  ],
  [
    'ERR_WHATEVER',
    'the connection failed (system: "in English")',
    'ha fallado la conexión (system: "in English")',
  ],
])('an address that fails with %s is told in both languages', (code, en, es) => {
  const trouble = connectionTrouble(new URL('https://mirror.example/a'), coded(code, 'in English'));
  const { text } = noneReached('web', [trouble]);
  expect(text).toEqual({
    en: `The image web cannot be downloaded. mirror.example: ${en}`,
    es: `No se puede descargar la imagen web. mirror.example: ${es}`,
  });
  if (code.startsWith('CERT')) expect(troubleDoc).toContain(text.en);
});
