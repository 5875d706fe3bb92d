import { describe, expect, it } from 'vitest';
import { fetched } from './support/fetched.ts';
import { ADMIN, ANA, addImage, commandLab, refused, TEACHER, TERMINAL } from './support/lab.ts';

const refusal = async (line: string, lab = commandLab(), actor = TEACHER) =>
  refused(await lab.ask(line, actor));

describe('/image add', () => {
  it('takes an address, and makes a name of it', async () => {
    const { image, ...rest } = await fetched('/image add https://example.org/iso/Damn_Small-4.iso.gz');
    expect(rest).toEqual({ path: null, renew: false, isAdded: true });
    expect(image).toMatchObject({
      id: 'damn-small-4',
      title: 'Damn_Small-4.iso.gz',
      source: { kind: 'file', urls: ['https://example.org/iso/Damn_Small-4.iso.gz'] },
      hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
    });
  });

  it.each([
    'Debian.ova',
    'debian.vmdk.gz',
    'debian.tar.xz',
    'debian.vhdx',
    'debian.vdi.zip',
    'debian.img.bz2',
  ])('makes a name of %s without what says how it is packed', async (file) => {
    expect((await fetched(`/image add https://example.org/${file} --as x`)).image.title).toBe(file);
    const lab = commandLab({ place: TERMINAL });
    expect(await refusal(`/image add https://example.org/${file}`, lab)).toMatchObject({
      text: { en: 'There is already an image called debian.' },
    });
  });

  it('takes what is said of it', async () => {
    const digest = 'AB'.repeat(32);
    const { image } = await fetched(
      `/image add http://example.org/x.img --as Lesson3 --sha256 ${digest} --kind live --bus ide --nic rtl8139 --firmware uefi`,
    );
    expect(image).toMatchObject({
      id: 'lesson3',
      kind: 'live',
      source: { digest: { algorithm: 'sha256', value: digest.toLowerCase() }, isGiven: true },
      hardware: { firmware: 'uefi', diskBus: 'ide', nicModel: 'rtl8139' },
    });
  });

  it.each([
    ['ftp://example.org/x.iso', 'from', /http:\/\/ or https:\/\//],
    ['file:///etc/passwd', 'from', /http:\/\/ or https:\/\//],
    ['https://', 'from', /http:\/\/ or https:\/\//],
    ['example.org/x.iso', 'from', /http:\/\/ or https:\/\//],
    ['https://ana:secret@example.org/x.iso', 'from', /a user name or a password/],
    ['https://ana@example.org/x.iso', 'from', /a user name or a password/],
    ['https://example.org/x.iso --sha256 12', 'sha256', /64 hexadecimal digits/],
    [`https://example.org/x.iso --sha256 ${'g'.repeat(64)}`, 'sha256', /64 hexadecimal digits/],
    ['https://example.org/x.iso --kind usb', 'kind', /must be one of disk, cloud/],
    ['https://example.org/x.iso --as 3things', 'as', /must begin with a letter/],
  ])('refuses %s at its option', async (given, option, words) => {
    const error = await refusal(`/image add ${given}`);
    expect(error).toMatchObject({ code: 'bad-argument', option, text: { en: expect.stringMatching(words) } });
    expect(`${error.text.en}${error.text.es}`).not.toContain('secret');
  });

  it('leaves no password of an address in the audit', async () => {
    const lab = commandLab();
    await lab.ask('/image add https://ana:secret@example.org/x.iso?a=b', TEACHER);
    expect(lab.entries.map(({ line }) => line)).toEqual(['/image add https://…@example.org/x.iso?a=b']);
  });

  it.each(['https://example.org/', 'https://example.org/123.iso', 'https://example.org/%20.iso'])(
    'asks for a name where %s gives none',
    async (address) => {
      expect(await refusal(`/image add ${address}`)).toMatchObject({
        code: 'missing-argument',
        option: 'as',
        hint: { en: 'Choose one: --as mylinux' },
      });
      expect((await fetched(`/image add ${address} --as mine`)).image.id).toBe('mine');
    },
  );

  it.each([
    ['of the catalogue', 'https://example.org/slitaz.iso', 'slitaz'],
    ['another one of the catalogue', 'https://example.org/x.iso --as coreos', 'coreos'],
    ['of an image that is here', 'https://example.org/mine.iso', 'mine'],
  ])('refuses a name that is taken: %s', async (_what, given, id) => {
    const lab = commandLab();
    addImage(lab.hypervisor, 'mine');
    expect(await refusal(`/image add ${given}`, lab)).toMatchObject({
      code: 'exists',
      option: 'as',
      text: { en: `There is already an image called ${id}.` },
    });
  });

  it('takes a file of the host from somebody at its terminal only', async () => {
    const lab = commandLab({ place: TERMINAL });
    const input = await fetched('/image add /srv/Mine.qcow2', lab, ADMIN);
    expect(input).toMatchObject({
      image: { id: 'mine', title: 'Mine.qcow2', source: { kind: 'given' } },
      path: '/srv/Mine.qcow2',
      isAdded: true,
    });
    expect((await refusal('/image add Mine.qcow2', lab, ADMIN)).text.en).toContain('the full path of a file');
    // In a chat neither a teacher nor whoever is the administrator at the terminal as well.
    for (const actor of [TEACHER, ADMIN]) {
      expect(await refusal('/image add /srv/Mine.qcow2', commandLab(), actor)).toMatchObject({
        code: 'bad-argument',
        text: { en: expect.stringContaining('in the host’s own terminal') },
      });
    }
    expect(await refusal('/image add /srv/Mine.qcow2', lab, TEACHER)).toMatchObject({ code: 'bad-argument' });
  });

  it('takes a file for a system of the catalogue where the host cannot fetch it', async () => {
    const lab = commandLab({ place: TERMINAL });
    const digest = 'ab'.repeat(32);
    const { image, ...rest } = await fetched('/image add /srv/netinst.iso --as debian-netinst', lab, ADMIN);
    expect(rest).toEqual({ path: '/srv/netinst.iso', renew: false, isAdded: false });
    expect(image).toMatchObject({ id: 'debian-netinst', kind: 'install', source: { kind: 'listed' } });
    const held = await fetched(`/image add /srv/slitaz.iso --sha256 ${digest}`, lab, ADMIN);
    expect(held.image.source).toEqual({
      kind: 'file',
      urls: [],
      digest: { algorithm: 'sha256', value: digest },
      isGiven: true,
    });
  });

  it('is not for students', async () => {
    expect(await refusal('/image add https://example.org/x.iso', commandLab(), ANA)).toMatchObject({
      code: 'not-allowed',
    });
  });
});
