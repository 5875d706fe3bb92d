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

/** An image that carries a machine of Ana's and two of Ben's. */
function lab() {
  const opened = commandLab();
  addImage(opened.hypervisor, 'tiny');
  addMachine(opened.hypervisor, 'anas-web', 'off', ANA.id);
  addMachine(opened.hypervisor, 'bens-secret', 'off', BEN.id);
  addMachine(opened.hypervisor, 'bens-other', 'off', BEN.id);
  return opened;
}

describe('machines that are not one’s own', () => {
  it('are counted and not named where an image says who needs it', async () => {
    const { ask } = lab();
    const answer = await ask('/image show tiny', ANA);
    expect(answer).toMatchObject({ data: { image: { usedBy: ['anas-web'], usedByOthers: 2 } } });
    const view = viewOf(answer);
    expect(plainText(view, 'en', 80)).toContain('anas-web and 2 machines owned by others');
    expect(plainText(view, 'es', 80)).toContain('anas-web y 2 máquinas de otras personas');
    expect(JSON.stringify(answer)).not.toContain('bens');
    expect(JSON.stringify(await ask('/image list', ANA))).not.toContain('bens');
    expect(JSON.stringify(await ask('/image show tiny', TEACHER))).toContain('bens-secret');
  });

  it('are named to whoever may remove an image and see them', async () => {
    const { ask } = lab();
    const error = refused(await ask('/image remove tiny', ADMIN));
    expect(error.text.en).toContain('bens-secret');
  });

  it('are in no list, no suggestion, no host’s state and no job', async () => {
    const { ask } = lab();
    for (const line of ['/vm list', '/vm show benssecret', '/host status', '/job list --all', '/help'])
      expect(JSON.stringify(await ask(line, ANA)), line).not.toContain('bens-');
  });

  it('whose name is taken have no owner in what is said', async () => {
    const { ask } = lab();
    const error = refused(await ask('/vm create tiny bens-secret', ANA));
    expect(error.code).toBe('exists');
    expect(JSON.stringify([error.text, error.hint])).not.toContain(BEN.id);
  });

  it('keep their names where an image is made of them', async () => {
    const { ask, starts } = lab();
    await ask('/image save anas-web lesson', ADMIN);
    expect(starts.at(-1)?.jobs[0]?.input).toMatchObject({
      image: { title: 'lesson (tiny)', summary: { en: 'Saved from a machine created from tiny' } },
    });
  });
});
