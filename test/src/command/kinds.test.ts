import { describe, expect, it } from 'vitest';
import { job as jobKind } from '../../../src/command/job/option.ts';
import { choice } from '../../../src/command/kind/choice.ts';
import { commandPath } from '../../../src/command/kind/command-path.ts';
import { flag } from '../../../src/command/kind/flag.ts';
import { integer } from '../../../src/command/kind/integer.ts';
import { size } from '../../../src/command/kind/size.ts';
import { text } from '../../../src/command/kind/text.ts';
import { makeContext } from '../../../src/command/make-context.ts';
import type { OptionKind } from '../../../src/command/option.ts';
import { image } from '../../../src/image/option.ts';
import { newVmName } from '../../../src/vm/options/new-name.ts';
import { vm } from '../../../src/vm/options/vm.ts';
import { job, PLACE, room } from './support/recording-room.ts';

/** The value, or undefined where the word is refused. */
function value<T>(kind: OptionKind<T, unknown>, word: string): T | undefined {
  const parsed = kind.parse(word);
  return parsed.ok ? parsed.value : undefined;
}

describe('size', () => {
  const memory = size({ unit: 'MiB', min: 32, max: 65_536 });
  const disk = size({ unit: 'GiB', min: 1, max: 1024 });

  it.each([
    ['512', 512],
    ['512M', 512],
    ['512m', 512],
    ['512MB', 512],
    ['512 MiB', 512],
    ['1G', 1024],
    ['1GiB', 1024],
    ['1,5G', 1536],
    ['1.5g', 1536],
    ['0.25G', 256],
  ])('takes %s for so many MiB: %i', (word, mib) => expect(value(memory, word)).toBe(mib));

  it.each([
    ['10', 10],
    ['10G', 10],
    ['2048M', 2],
    ['1T', 1024],
  ])('takes %s for so many GiB: %i', (word, gib) => expect(value(disk, word)).toBe(gib));

  it.each(['', '31M', '65G', '1.500G', '1..5G', '-1G', '1e3', '0x40', '1K', '1.3M', 'G', '1constr', '٣G'])(
    'refuses %j as memory',
    (word) => expect(value(memory, word)).toBeUndefined(),
  );

  it.each(['1500M', '2T', '0'])('refuses %j as a disk', (word) => expect(value(disk, word)).toBeUndefined());

  it('names its bounds and its unit', () => {
    expect(disk.parse('0')).toMatchObject({
      problem: { en: 'must be a size from 1G to 1024G, in whole GiB' },
    });
  });
});

describe('integer', () => {
  const cpus = integer({ min: 1, max: 16 });
  it.each(['1', '16', '007'])('takes %s', (word) => expect(value(cpus, word)).toBe(Number(word)));
  it.each(['', '0', '17', '1.0', '1e1', ' 1', '+1', '-1', '٣', 'Infinity', '9'.repeat(400)])(
    'refuses word %#',
    (word) => expect(value(cpus, word)).toBeUndefined(),
  );
});

describe('flag', () => {
  it.each([
    ['', true],
    ['sí', true],
    ['TRUE', true],
    ['no', false],
    ['0', false],
    ['maybe', undefined],
  ])('takes %j for %s', (word, so) => expect(value(flag(), word)).toBe(so));
});

describe('what menus are told', () => {
  it('is every word of a choice', () => {
    expect(choice(['bios', 'uefi']).choices).toEqual(['bios', 'uefi']);
  });

  it('is how long a text may be', () => {
    const kind = text({ placeholder: 'url', example: 'x', most: 5 });
    expect(kind.maxLength).toBe(5);
    expect(value(kind, 'x'.repeat(5))).toBe('xxxxx');
    expect(value(kind, 'x'.repeat(6))).toBeUndefined();
  });
});

describe('newVmName', () => {
  it.each([
    ['web1', 'web1'],
    ['WEB-1', 'web-1'],
  ])('takes %s for %s', (word, name) => expect(value(newVmName(), word)).toBe(name));
  it.each(['', '1web', '-a', 'a/b', '..', 'a b', 'añ', '$(reboot)', '<domain>', 'a'.repeat(32)])(
    'refuses %j',
    (word) => expect(value(newVmName(), word)).toBeUndefined(),
  );

  it('refuses a hyphen at the end, which no host name may have, and says the name without it', () => {
    expect(newVmName().parse('Web-')).toEqual({
      ok: false,
      problem: {
        en: 'ends in a hyphen, and no host name may end in one',
        es: 'termina en guion, y ningún nombre de equipo puede terminar así',
      },
      hint: { en: 'For example: web', es: 'Por ejemplo: web' },
    });
  });

  it('lets a machine with such a name, made before, be called by it', () => {
    expect(value(vm({ needs: 'vm:read' }), 'web-')).toBe('web-');
  });
});

describe('commandPath', () => {
  it.each([
    ['vm create', ['vm', 'create']],
    ['/VM  Create ', ['vm', 'create']],
  ])('takes %j for %j', (word, path) => expect(value(commandPath(), word)).toEqual(path));
});

describe('what a name is looked up to', () => {
  const ANA = 'slack:T1:ana';
  const JOBS = [job({ id: 'aaaa' }), job({ id: 'bbbb', actorId: 'slack:T1:ben' })];

  /** The looks of a person with a role at a lab with two machines and two jobs. */
  function seenBy(role: 'student' | 'teacher' | 'admin') {
    const setting = role === 'student' ? {} : { [`${role}s`]: [ANA] };
    const stage = room({ access: setting, jobs: JOBS });
    stage.machine('mine');
    stage.machine('bens', 'slack:T1:ben');
    const actor = { id: ANA, displayName: 'Ana' };
    const context = makeContext(stage.world, {
      id: 'i',
      actor,
      place: PLACE,
      locale: 'en',
      confirmed: false,
    });
    const say = (error: unknown) => {
      const { code, text, hint } = error as { code: string; text: { en: string }; hint?: { en: string } };
      return `${code}: ${text.en} ${hint?.en}`;
    };
    return {
      context,
      look: async <V>(kind: OptionKind<string, V>, word: string) =>
        await kind.resolve?.(word, context).catch(say),
    };
  }

  it('is a machine of their own', async () => {
    const { look } = seenBy('student');
    expect(await look(vm({ needs: 'vm:delete' }), 'mine')).toMatchObject({ name: 'mine', owner: ANA });
  });

  it('tells a student the same of a machine that they may not see as of one that is not there', async () => {
    const { look } = seenBy('student');
    const kind = vm({ needs: 'vm:read' });
    const hidden = await look(kind, 'bens');
    const absent = await look(kind, 'bent');
    expect(hidden).toBe('not-found: There is no machine called bens. See which machines there are: /vm list');
    expect(absent).toBe(String(hidden).replace('bens', 'bent'));
  });

  it('suggests only machines that he may see', async () => {
    const { look } = seenBy('student');
    const kind = vm({ needs: 'vm:read' });
    expect(await look(kind, 'mien')).toContain('Did you mean mine?');
    expect(await seenBy('teacher').look(kind, 'ben')).toContain('Did you mean bens?');
  });

  it('tells a teacher whose a machine is that they may see and not delete', async () => {
    const { look } = seenBy('teacher');
    expect(await look(vm({ needs: 'vm:control' }), 'bens')).toMatchObject({ name: 'bens' });
    expect(await look(vm({ needs: 'vm:delete' }), 'bens')).toMatch(
      /^not-allowed: bens belongs to slack:T1:ben\. .* Ask its owner or an administrator\.$/,
    );
    expect(await seenBy('admin').look(vm({ needs: 'vm:delete' }), 'bens')).toMatchObject({ name: 'bens' });
  });

  it('is a job in the same way', async () => {
    const kind = jobKind({ needs: 'job:cancel' });
    expect(await seenBy('student').look(kind, 'aaaa')).toMatchObject({ id: 'aaaa' });
    expect(await seenBy('student').look(kind, 'bbbb')).toMatch(/^not-found: There is no job bbbb\./);
    expect(await seenBy('teacher').look(kind, 'bbbb')).toMatch(/^not-allowed: This job was asked for by/);
    expect(await seenBy('admin').look(kind, 'bbbb')).toMatchObject({ id: 'bbbb' });
  });

  it('is an image of the catalogue, or the nearest one is named', async () => {
    const { look } = seenBy('student');
    expect(await look(image(), 'tiny')).toMatchObject({ id: 'tiny' });
    expect(await look(image(), 'tinny')).toBe(
      'not-found: There is no image called tinny. Did you mean tiny?',
    );
  });

  it('completes only what it would be looked up to', async () => {
    const offered = async (role: 'student' | 'teacher', kind: OptionKind<string, unknown>, prefix = '') =>
      (await kind.complete?.(prefix, seenBy(role).context))?.map((choice) => choice.value);
    expect(await offered('student', vm({ needs: 'vm:read' }))).toEqual(['mine']);
    expect(await offered('teacher', vm({ needs: 'vm:read' }))).toEqual(['mine', 'bens']);
    expect(await offered('teacher', vm({ needs: 'vm:delete' }))).toEqual(['mine']);
    expect(await offered('student', jobKind({ needs: 'job:cancel' }))).toEqual(['aaaa']);
    expect(await offered('student', image(), 'ti')).toEqual(['tiny', 'tinycore']);
  });
});
