import { execa } from 'execa';
import { expect } from 'vitest';
import { createAbilities } from '../../../../../adapters/libvirt/capabilities.ts';
import { createManifests } from '../../../../../adapters/libvirt/image/manifest.ts';
import { createLooks, type LooksPorts } from '../../../../../adapters/libvirt/looks/index.ts';
import { createMachines, type Machine } from '../../../../../adapters/libvirt/machine/machines.ts';
import { createClient, unixTransport } from '../../../../../adapters/libvirt/rpc/index.ts';
import { createPrograms } from '../../../../../adapters/program/index.ts';
import { LOCALES, say } from '../../../../../src/base/text.ts';
import type { Check } from '../../../../../src/host/doctor.ts';
import { liveLab } from '../../../../contract/live-lab.ts';
import { PATIENCE_MS, patience } from '../../../../support/patience.ts';
import { troubleDoc } from '../../../../support/trouble-doc.ts';

/** For what never comes, in milliseconds: nothing is measured, and a slow host makes it no less true. */
export const SHORT_MS = 500;
export const BRIDGE = 'labvm0';
export const POOL = '/var/lib/libvirt/images/labvm';

export const lab = liveLab();
export const programs = createPrograms();

/** Doctor's looks one by one, each for as long as it takes. */
export interface Bed {
  look(name: string, changes?: Partial<LooksPorts>): Promise<readonly Check[]>;
  /** The finding of a name, of the look of that name unless said otherwise. */
  one(name: string, changes?: Partial<LooksPorts>, of?: string): Promise<Check>;
  wayOut(changes?: Partial<LooksPorts>): Promise<Check>;
  machines(): Promise<readonly Machine[]>;
  close(): void;
}

export function openBed(): Bed {
  const transport = unixTransport(process.env.LABVM_LIBVIRT_SOCKET);
  const client = createClient({ transport });
  // What events make labvm forget, machines that are asked for anew do not know.
  const machines = () => createMachines(client).all();
  const { all: manifests } = createManifests(process.env.LABVM_DATA_DIR ?? '', () => undefined);
  const names = { network: 'labvm', pool: 'labvm' };
  const abilities = createAbilities(client, false);
  const times = { patienceMs: PATIENCE_MS, guestMs: PATIENCE_MS };
  const ports = { client, transport, programs, machines, manifests, abilities, ...names, ...times };
  const look = async (name: string, changes?: Partial<LooksPorts>): Promise<readonly Check[]> => {
    const found = createLooks({ ...ports, ...changes }).find((one) => one.name === name);
    if (!found) throw new Error(`doctor has no look ${name}`);
    return found.look(patience());
  };
  const one = async (name: string, changes?: Partial<LooksPorts>, of = name): Promise<Check> => {
    const found = (await look(of, changes)).find((check) => check.name === name);
    if (!found) throw new Error(`there is no finding ${name}`);
    return found;
  };
  const wayOut = (changes?: Partial<LooksPorts>) => one('way-out', changes, 'lease');
  return { look, one, wayOut, machines, close: () => client.close() };
}

/** What people read, in each language. */
export function words({ state, detail, remedy }: Check) {
  const [en, es] = LOCALES.map((locale) => say(detail, locale));
  return { state, en, es, remedy: remedy && LOCALES.map((locale) => say(remedy, locale)) };
}

/** People read this, and the manual of what goes wrong has the English. */
export function expectTold(check: Check, en: RegExp, es: RegExp, remedy: RegExp, state = 'bad'): void {
  expect(words(check)).toMatchObject({
    state,
    en: expect.stringMatching(en),
    es: expect.stringMatching(es),
    remedy: [expect.stringMatching(remedy), expect.stringMatching(remedy)],
  });
  const inDoc = say(check.detail, 'en')
    .replace(/\/var\/\S*?qcow2/g, '…')
    .replaceAll(POOL, '…');
  expect(troubleDoc).toContain(inDoc.replace(/\d+ of \d+ addresses/, '0 of 253 addresses'));
}

export const restartLibvirtd = () =>
  execa('bash', [process.env.LABVM_LAB_RESTART_LIBVIRTD ?? ''], { stdio: 'ignore' });
