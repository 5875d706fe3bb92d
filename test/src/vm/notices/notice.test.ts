import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../src/view/plain.ts';
import { noticeView } from '../../../../src/vm/notices/notice.ts';
import type { VmChange } from '../../../../src/vm/ports/changes.ts';
import type { VmRef } from '../../../../src/vm/vm.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

const notice = (more: Partial<VmChange>) =>
  noticeView({
    ...{ ref: 'r' as VmRef, name: 'web1', owner: 'ana', before: 'running', after: 'paused' },
    ...{ reason: 'paused', at: new Date(0), missed: false },
    ...more,
  });

const said = (more: Partial<VmChange>) => ({
  en: plainText(notice(more), 'en', 1000),
  es: plainText(notice(more), 'es', 1000),
});

describe('the notice of a machine that its host paused', () => {
  it('says that the host’s disk is full, what frees it, and offers to resume it', () => {
    const words = said({ reason: 'disk-full' });
    expect(words).toEqual({
      en: "web1 was paused: the host's disk is full.\nNothing is lost. Make room (/vm delete, /image prune), then: /vm resume web1",
      es: 'web1 se ha puesto en pausa: el disco del anfitrión está lleno.\nNo se ha perdido nada. Libere espacio (/vm delete, /image prune) y después: /vm resume web1',
    });
    for (const line of words.en.split('\n')) expect(troubleDoc).toContain(line);
    expect(notice({ reason: 'disk-full' })).toMatchObject({
      tone: 'bad',
      actions: [{ command: '/vm resume web1' }],
    });
  });

  it('says that its disk gives errors, and who looks at it', () => {
    const words = said({ reason: 'disk-error' });
    expect(words).toEqual({
      en: "web1 was paused: its disk has errors.\nAn administrator has to check the host's disk and its system log; then: /vm resume web1",
      es: 'web1 se ha puesto en pausa: su disco tiene errores.\nUn administrador debe revisar el disco del anfitrión y el registro del sistema; después: /vm resume web1',
    });
    for (const line of words.en.split('\n')) expect(troubleDoc).toContain(line);
  });

  it('is found again after the connection was lost', () => {
    expect(said({ reason: 'disk-full', missed: true }).es).toMatch(/está lleno\. \(Detectado tras perderse/);
  });
});

it('a machine whose emulator ended went off, which is something else', () => {
  const words = said({ reason: 'failed', after: 'off' });
  expect(words.en).toBe('web1 went off because its emulator ended unexpectedly.');
  expect(words.es).toBe('web1 se ha apagado porque su emulador ha terminado de forma inesperada.');
});

it('a machine that was resumed from outside has a clock that stood still', () => {
  const words = said({ reason: 'resumed', before: 'paused', after: 'running' });
  expect(words).toEqual({
    en: 'web1 is running again after a pause.\nIts clock stood still in the meantime, and labvm has not set it. If it is slow, run this inside as root (Linux): hwclock -s -u',
    es: 'web1 vuelve a estar en marcha tras una pausa.\nSu reloj estuvo parado mientras tanto, y labvm no lo ha puesto en hora. Si va atrasado, ejecute dentro como root (Linux): hwclock -s -u',
  });
  expect(troubleDoc).toContain('Its clock stood still in the meantime, and labvm has not set it.');
});
