import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/view/plain.ts';
import {
  ADMIN,
  ANA,
  addImage,
  addMachine,
  BEN,
  commandLab,
  refused,
  TEACHER,
  viewOf,
} from './support/lab.ts';

function withDebian() {
  const lab = commandLab();
  addImage(lab.hypervisor, 'debian');
  addMachine(lab.hypervisor, 'deb', 'running', ANA.id, 'debian');
  return lab;
}

describe('/vm password', () => {
  it('tells the owner, alone', async () => {
    const lab = withDebian();
    const received = await lab.invoke('/vm password deb', ANA);
    expect(received).toMatchObject({ kind: 'accepted', command: { answer: 'private' } });
    if (received.kind !== 'accepted') return;
    const text = plainText(viewOf(await received.answer()), 'en', 100);
    expect(text).toContain('password-of-req-deb');
    expect(text).toContain('debian, with your SSH key');
  });

  it.each([
    ['an administrator', ADMIN, 'not-allowed'],
    ['a teacher', TEACHER, 'not-allowed'],
    ['another student, for whom it does not exist', BEN, 'not-found'],
  ])('refuses %s', async (_who, actor, code) => {
    const error = refused(await withDebian().ask('/vm password deb', actor));
    expect(error.code).toBe(code);
    expect(JSON.stringify(error)).not.toContain('password-of');
    if (code === 'not-allowed') {
      expect(error.text.en).toBe(`deb belongs to ${ANA.id}, and only its owner can see its password.`);
      expect(error.hint?.en).toBe('Ask its owner.');
    }
  });

  it.each([
    ['tiny, which is given none', 'tiny', 'disk'],
    ['a live system', 'slitaz', 'live'],
    ['an image that is in no catalogue any more', 'gone', 'disk'],
  ] as const)('says that there is none: %s', async (_what, image, medium) => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'running', ANA.id, image, medium);
    expect(refused(await lab.ask('/vm password web1', ANA))).toMatchObject({
      code: 'unsupported',
      hint: { en: 'See how to log in: /vm show web1' },
    });
  });
});
