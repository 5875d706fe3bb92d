import { expect, it } from 'vitest';
import { choiceName } from '../../../src/command/choice-name.ts';

it.each([
  [{ value: 'tiny' }, 'tiny'],
  [{ value: 'tiny', label: '' }, 'tiny'],
  [{ value: 'tiny', label: 'tiny' }, 'tiny'],
  [{ value: 'slitaz', label: 'SliTaz' }, 'slitaz — SliTaz'],
  [{ value: 'debian', label: 'Debian 12' }, 'debian — Debian 12'],
])('%j is %j', (choice, name) => expect(choiceName(choice)).toBe(name));
