import { first } from './0001-first.ts';
import { outbox } from './0002-outbox.ts';
import { sshKeys } from './0003-ssh-keys.ts';
import { grants } from './0004-grants.ts';
import { addressSlots } from './0005-address-slots.ts';
import { counts } from './0006-counts.ts';
import { life } from './0007-life.ts';
import { hosts } from './0008-hosts.ts';
import { again } from './0009-again.ts';

/** Every change of the schema, in order; never edited once released. Its place is the schema's number, from 1. */
export const migrations: readonly string[] = [
  first,
  outbox,
  sshKeys,
  grants,
  addressSlots,
  counts,
  life,
  hosts,
  again,
];
