import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { LOCALES } from '../../src/base/text.ts';
import { checkDisks } from '../../src/host/disk-check.ts';
import type { DoctorReport } from '../../src/host/doctor.ts';
import { knownCheck } from '../../src/host/store-looks.ts';
import { plainText } from '../../src/view/plain.ts';
import { ADMIN, ANA, addMachine, BEN, commandLab, TEACHER, viewOf } from './support/lab.ts';

/* Everybody may ask doctor; whose machines there are is for those who may see them. */

const SHARE = { reserve: { memoryMiB: 512, diskGiB: 2 }, diskOvercommit: 4 };

/** Ana's web1 and Ben's two, all stopped by the disk, and none of them known to the database. */
function lab() {
  const made = commandLab({ tools: { doctor: () => report() } });
  const { hypervisor, store } = made;
  const report = async (): Promise<DoctorReport> => ({
    checks: [...(await checkDisks(hypervisor, SHARE)), await knownCheck({ jobs: store.jobs, hypervisor })],
  });
  for (const [name, owner] of [
    ['web1', ANA.id],
    ['secret1', BEN.id],
    ['secret2', BEN.id],
  ] as const) {
    addMachine(hypervisor, name, 'running', owner);
    hypervisor.world.stall(name, 'disk-full');
  }
  return made;
}

const read = async (actor: Actor) => {
  const answer = await lab().ask('/host doctor', actor);
  const [en = '', es = ''] = LOCALES.map((locale) => plainText(viewOf(answer), locale, 1000));
  return { en, es, data: JSON.stringify(answer) };
};

describe('doctor', () => {
  it('names a student’s own machines to them, and counts the others', async () => {
    const { en, es, data } = await read(ANA);
    expect(en).toContain('paused when the disk was full: web1 and 2 machines owned by others');
    expect(es).toContain('en pausa desde que se llenó el disco: web1 y 2 máquinas de otras personas');
    expect(en).toMatch(/lost\. Then: \/vm resume web1$/m);
    expect(en).toContain(
      '3 machines that were missing from the database (web1 and 2 machines owned by others) have been recovered',
    );
    expect(es).toContain('3 máquinas que faltaban en la base de datos (web1 y 2 máquinas de otras personas)');
    expect(data).not.toContain('secret');
  });

  it('names no machine to a student who has none', async () => {
    const { en, data } = await read({ id: 'slack:T1:EVA', displayName: 'Eva' });
    expect(en).toContain('paused when the disk was full: 3 machines owned by others');
    expect(en).not.toContain('/vm resume');
    expect(en).toContain('3 machines that were missing from the database have been recovered');
    expect(data).not.toMatch(/secret|web1/);
  });

  it.each([
    ['a teacher', TEACHER],
    ['an administrator', ADMIN],
  ])('names all to %s', async (_who, actor) => {
    const { en } = await read(actor);
    expect(en).toContain('paused when the disk was full: web1, secret1, secret2');
    expect(en).toContain('Then: /vm resume web1, /vm resume secret1, /vm resume secret2');
  });
});
