import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/view/plain.ts';
import { fetched } from './support/fetched.ts';
import { ANA, addImage, commandLab, refused, TEACHER, viewOf } from './support/lab.ts';

const refusal = async (line: string, lab = commandLab(), actor = TEACHER) =>
  refused(await lab.ask(line, actor));

describe('/image pull', () => {
  it('fetches what is not here, by any of its names', async () => {
    expect(await fetched('/image pull coreos')).toMatchObject({
      image: { id: 'fedora-coreos' },
      path: null,
      renew: false,
      isAdded: false,
    });
  });

  it('says so where it is here, and fetches it anew if asked to', async () => {
    const lab = commandLab();
    addImage(lab.hypervisor, 'slitaz', { format: 'iso' });
    expect(plainText(viewOf(await lab.ask('/image pull slitaz', TEACHER)), 'en', 100)).toContain(
      'slitaz is already on the host (43 MB)',
    );
    expect(lab.starts).toEqual([]);
    expect(await fetched('/image pull slitaz --renew', lab)).toMatchObject({ renew: true });
  });

  it('fetches an added image as an added one', async () => {
    const lab = commandLab();
    const { image } = await fetched('/image add https://example.org/lesson3.iso', lab);
    addImage(lab.hypervisor, 'lesson3', { format: 'iso', declared: image });
    expect(await fetched('/image pull lesson3 --renew', lab)).toMatchObject({ image, isAdded: true });
  });

  it('refuses what comes from nowhere', async () => {
    expect(await refusal('/image pull tiny --renew')).toMatchObject({
      code: 'unsupported',
      text: { en: 'tiny cannot be downloaded: it was created or added on this host.' },
    });
  });

  it('is not for students', async () => {
    expect(await refusal('/image pull slitaz', commandLab(), ANA)).toMatchObject({ code: 'not-allowed' });
  });
});
