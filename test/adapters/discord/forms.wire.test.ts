import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Modal, Person } from '../../servers/discord/index.ts';
import { ANA, buttonsOf, type DeskLab, openDeskLab, shownText, TEACHER } from './support/desk-lab.ts';

const FILL_IN = 'Fill in a form';
const CORRECT = 'Correct it';

interface Field {
  readonly custom_id: string;
  readonly type: number;
  readonly value?: string;
  readonly options?: readonly { readonly value: string; readonly default?: boolean }[];
}

function fieldsOf({ data }: Modal): readonly Field[] {
  return (data.components as readonly { readonly component: Field }[]).map(({ component }) => component);
}

async function formFor(lab: DeskLab, line: string, locale = 'en-US'): Promise<Modal> {
  const ana = lab.discord.person(ANA, { name: 'Ana', locale });
  expect((await ana.command(line)).ack?.type).toBe(9);
  const form = ana.modals().at(-1);
  if (!form) throw new Error(`${line} opened no form`);
  return form;
}

/** What stands in the fields of a form. */
function valuesIn(form: Modal | undefined): Readonly<Record<string, string>> {
  const filled = (form ? fieldsOf(form) : []).flatMap(({ custom_id: name, value, options }) => {
    const said = value ?? options?.find((one) => one.default)?.value;
    return said === undefined ? [] : [[name, said] as const];
  });
  return Object.fromEntries(filled);
}

function lastForm(person: Person): Modal {
  const form = person.modals().at(-1);
  if (!form) throw new Error('no form was opened');
  return form;
}

describe('a form', () => {
  it.concurrent('opens where something is missing, and is nothing that anybody sees', async ({
    onTestFinished,
  }) => {
    const lab = await openDeskLab({ onTestFinished });
    const form = await formFor(lab, '/my key what:add');
    expect(fieldsOf(form).map(({ custom_id: name }) => name)).toContain('what');
    expect(lab.posted()).toEqual([]);
  });

  it.concurrent('has a menu of the images, and makes what is filled in', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const form = await formFor(lab, '/labvm command:vm create');
    const image = fieldsOf(form).find(({ custom_id: name }) => name === 'image');
    expect(image?.options?.map(({ value }) => value)).toContain('tiny');
    await lab.discord.person(ANA).submit(form, { image: 'tiny', name: 'web1', cpus: '2' });
    await lab.message(/web1[\s\S]*running/);
    expect(lab.world.machine('web1').plan.spec.cpus).toBe(2);
  });

  it.concurrent('shows what was typed already', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const form = await formFor(lab, '/my key what:add');
    const what = fieldsOf(form).find(({ custom_id: name }) => name === 'what');
    expect(what?.value ?? what?.options?.find((one) => one.default)?.value).toBe('add');
    const create = await formFor(lab, '/labvm command:vm create --memory 256M');
    expect(fieldsOf(create).find(({ custom_id: name }) => name === 'memory')?.value).toMatch(/^256/);
  });

  it.concurrent('opens in time where the host is slow, with a field to type the image', async ({
    onTestFinished,
  }) => {
    const lab = await openDeskLab({ onTestFinished });
    lab.hold('complete');
    const form = await formFor(lab, '/labvm command:vm create', 'es-ES');
    expect(fieldsOf(form)[0]).toMatchObject({ custom_id: 'image', type: 4 });
    expect(String(form.data.title)).toMatch(/Crea/i);
  });

  it.concurrent('with what is wrong is answered alone, and comes back with all the rest', async ({
    onTestFinished,
  }) => {
    const lab = await openDeskLab({ onTestFinished });
    const teacher = lab.discord.person(TEACHER);
    await teacher.command('/labvm command:vm create');
    const [form] = teacher.modals();
    if (!form) throw new Error('no form');
    const config = 'users:\n  - name: ana\n    plain_text_passwd: hush-hush\n';
    const given = { image: 'tiny', name: 'web1', cpus: '2', memory: 'lots', 'user-data': config };
    const { ack } = await teacher.submit(form, given);
    expect(ack?.type).not.toBe(9);
    const told = await lab.ephemeral(TEACHER, /lots/);
    expect(buttonsOf(told)).toEqual([CORRECT]);
    expect(JSON.stringify(told.components)).not.toContain('hush-hush');
    const { ack: again } = await teacher.press(told, CORRECT);
    expect(again?.type).toBe(9);
    expect(valuesIn(teacher.modals().at(-1))).toEqual(given);
    expect(lab.world.machines.size).toBe(0);
    expect(lab.posted()).toEqual([]);
    const files = readdirSync(lab.lab().folder).map((name) => readFileSync(join(lab.lab().folder, name)));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file.includes('hush-hush')).toBe(false);
  });

  it.concurrent('that is right at last is answered in the place of the error', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const ana = lab.discord.person(ANA);
    await ana.submit(await formFor(lab, '/labvm command:vm create'), { image: 'tiny', memory: 'lots' });
    const told = await lab.ephemeral(ANA, /lots/);
    await ana.press(told, CORRECT);
    await ana.submit(lastForm(ana), { image: 'tiny', memory: 'more' });
    const second = await lab.ephemeral(ANA, /more/);
    expect(second.id).toBe(told.id);
    await ana.press(second, CORRECT);
    await ana.submit(lastForm(ana), { image: 'tiny', name: 'web1', memory: '256M' });
    await lab.message(/web1[\s\S]*running/);
    expect(shownText(lab.discord.space.message(told.id) ?? told)).toBe('Going ahead.');
  });

  it.concurrent('comes back after a restart too, but for what was secret', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const teacher = lab.discord.person(TEACHER);
    await teacher.command('/labvm command:vm create');
    const given = { image: 'tiny', name: 'web1', memory: 'lots', 'user-data': 'a: hush-hush' };
    await teacher.submit(lastForm(teacher), given);
    const told = await lab.ephemeral(TEACHER, /lots/);
    await lab.restart();
    await teacher.press(told, CORRECT);
    expect(valuesIn(lastForm(teacher))).toEqual({ image: 'tiny', name: 'web1', memory: 'lots' });
  });

  it.concurrent('is never answered with a form', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const ana = lab.discord.person(ANA);
    const form = await formFor(lab, '/my key what:add');
    const { ack } = await ana.submit(form, { what: 'add' });
    expect(ack?.type).toBe(4);
    const [told] = ana.ephemerals();
    expect(told && buttonsOf(told)).toContain(CORRECT);
  });

  it.concurrent('works after a restart', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const form = await formFor(lab, '/labvm command:vm create');
    await lab.restart();
    await lab.discord.person(ANA).submit(form, { image: 'tiny', name: 'web1' });
    await lab.message(/web1[\s\S]*running/);
  });

  it.concurrent('is offered by a button where the answer was promised already', async ({
    onTestFinished,
  }) => {
    const lab = await openDeskLab({ onTestFinished });
    const answer = lab.hold('answer');
    const ana = lab.discord.person(ANA);
    await ana.command('/my key what:add');
    answer.letGo();
    const offer = await lab.ephemeral(ANA, /Fill in a form/);
    const { ack } = await ana.press(offer, FILL_IN);
    expect(ack?.type).toBe(9);
    expect(valuesIn(lastForm(ana))).toEqual({ what: 'add' });
  });
});
