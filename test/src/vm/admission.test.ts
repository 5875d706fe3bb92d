import { describe, expect, it } from 'vitest';
import type { HeldReservation, Reservation } from '../../../src/job/admission.ts';
import type { LabMachine } from '../../../src/vm/lab-snapshot.ts';
import { admission, reservation } from '../../adapters/sqlite/support/requests.ts';
import { capacity } from '../host/support/capacity.ts';

const AT = new Date('2026-03-04T10:00:00Z');
/** With KVM a machine takes 64 MiB more than its guest: this is room for one of 128 MiB. */
const ROOM_FOR_ONE = { memoryMiB: 192 };

const held = (vm: string, more: Partial<HeldReservation> = {}): HeldReservation => ({
  ...reservation(vm),
  ...{ host: null, addressSlot: null },
  ...more,
});

const shown = (vm: string, more: Partial<LabMachine> = {}) =>
  new Map([
    [
      vm,
      {
        ...{ owner: 'ana', vm, vms: 1, runningVms: 0, cpus: 0, memoryMiB: 0, diskGiB: 1, hostDiskGiB: 1 },
        ...more,
      },
    ],
  ]);

const start = (vm: string): Reservation => reservation(vm, { isNew: false, vms: 0 });

/** Where what was asked comes to, or what stands against it. */
function decided(
  lab: Parameters<typeof admission>[0],
  asked: readonly Reservation[],
  others: readonly HeldReservation[] = [],
) {
  const verdict = admission({ at: AT, ...lab }).decide(asked, others);
  return verdict.kind === 'refused' ? verdict.error.text.en : verdict.allotments.map(({ host }) => host);
}

describe('a start', () => {
  it('that only its name stands against, might have another one', () => {
    const lab = { names: new Set(['web']) };
    expect(admission(lab).decide([reservation('web')], [])).toMatchObject({
      kind: 'refused',
      isNameTaken: true,
      error: {
        code: 'exists',
        option: 'name',
        text: { en: expect.stringContaining('already a machine called web') },
      },
    });
    expect(admission({}, { vms: 0 }).decide([reservation('web')], [])).toMatchObject({ isNameTaken: false });
  });

  it('is proven against the lab of then, and says of when that is', () => {
    expect(admission({ at: AT }).at).toBe(AT);
  });

  it('gets a host for each machine, and address slots for those with a card', () => {
    const hosts = [capacity('lab1', ROOM_FOR_ONE), capacity('lab2', ROOM_FOR_ONE)];
    const asked = [reservation('a', { needsAddressSlot: true }), reservation('b')];
    expect(
      admission({ hosts, freeAddressSlots: [4, 9] }).decide(asked, [
        held('c', { addressSlot: 4, memoryMiB: 0 }),
      ]),
    ).toEqual({
      kind: 'admitted',
      allotments: [
        { host: 'lab1', addressSlot: 9 },
        { host: 'lab2', addressSlot: null },
      ],
    });
  });
});

describe('a machine that is there', () => {
  const hosts = [capacity('lab1', ROOM_FOR_ONE), capacity('lab2')];

  it('is started where it is', () => {
    expect(decided({ hosts, machines: shown('web', { host: 'lab1' }) }, [start('web')])).toEqual(['lab1']);
    const full = [capacity('lab1', { memoryMiB: 191 }), capacity('lab2')];
    expect(decided({ hosts: full, machines: shown('web', { host: 'lab1' }) }, [start('web')])).toContain(
      'The host does not have that much left: this takes 192 MiB',
    );
  });

  it('takes nothing more where it runs already', () => {
    const none = [capacity('lab1', { memoryMiB: 0, diskGiB: 0 })];
    const machines = shown('web', { runningVms: 1, cpus: 1, memoryMiB: 128 });
    expect(decided({ hosts: none, machines }, [start('web')])).toEqual(['lab1']);
  });

  it('takes of the disk what it may still grow by', () => {
    const small = [capacity('lab1', { diskGiB: 0.6 })];
    const grown = (hostDiskGiB: number) => shown('web', { hostDiskGiB });
    expect(decided({ hosts: small, machines: grown(0.4) }, [start('web')])).toEqual(['lab1']);
    expect(decided({ hosts: small, machines: grown(0.3) }, [start('web')])).toContain(
      'takes 0.7 GiB of disk',
    );
  });
});

describe('what is on its way', () => {
  const hosts = [capacity('lab1', ROOM_FOR_ONE), capacity('lab2', ROOM_FOR_ONE)];

  it('takes room on the host that it was given', () => {
    expect(decided({ hosts }, [reservation('b')], [held('a', { host: 'lab1' })])).toEqual(['lab2']);
  });

  it('takes room on each where nobody knows', () => {
    expect(decided({ hosts }, [reservation('b')], [held('a')])).toContain('No host has that much left');
  });

  it('takes no room twice that the lab shows already', () => {
    const running = { host: 'lab1', runningVms: 1, cpus: 1, memoryMiB: 128 };
    const lab = { hosts, machines: shown('a', running) };
    expect(decided(lab, [reservation('b')], [held('a', { host: 'lab1' })])).toEqual(['lab1']);
  });

  it('takes room where it comes to, also where an old look shows one of its name elsewhere', () => {
    const running = { host: 'lab1', runningVms: 1, cpus: 1, memoryMiB: 128 };
    const lab = { hosts, machines: shown('a', running) };
    expect(decided(lab, [reservation('b')], [held('a', { host: 'lab2' })])).toEqual(['lab1']);
  });

  it('takes room on both hosts where a machine was removed and is made again elsewhere', () => {
    const again = [held('a', { isNew: false, vms: 0, host: 'lab1' }), held('a', { host: 'lab2' })];
    expect(decided({ hosts }, [reservation('b')], again)).toContain('No host has that much left');
  });
});
