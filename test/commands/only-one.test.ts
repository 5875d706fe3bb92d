import { expect, test } from 'vitest';
import { plainText } from '../../src/view/plain.ts';
import { ANA, addMachine, BEN, commandLab, refused, viewOf } from './support/lab.ts';

function oneEach() {
  const lab = commandLab();
  addMachine(lab.hypervisor, 'hers', 'running', ANA.id);
  addMachine(lab.hypervisor, 'his', 'running', BEN.id);
  return lab;
}

test('who has one machine need not choose it', async () => {
  const lab = oneEach();
  expect(viewOf(await lab.ask('/vm show', ANA)).title).toBe('hers');
  expect(await lab.ask('/vm log', BEN)).toMatchObject({ kind: 'said' });
});

test('what is begun with it is asked about first, by its name', async () => {
  const lab = oneEach();
  const asked = await lab.ask('/vm stop --force-after 5', ANA);
  expect(asked.kind).toBe('asked');
  expect(lab.starts).toEqual([]);
  expect(plainText(viewOf(asked), 'es', 100)).toBe(
    'No ha dicho cuál, y solo hay hers: /vm stop hers --force-after 5',
  );
  const [yes] = viewOf(asked).actions;
  expect(yes?.command).toBe('/vm stop hers --force-after 5');
  expect(await lab.ask(yes?.command ?? '', ANA)).toMatchObject({ kind: 'started' });
});

test('a deletion asks what it always asks', async () => {
  const asked = await oneEach().ask('/vm delete', ANA);
  expect(viewOf(asked).title).toEqual({ en: 'Delete hers?', es: '¿Borrar hers?' });
});

test.for(['/vm delete --yes', '/vm stop --yes', '/vm type', '/vm key'])(
  'it has to be said where more is missing, or was answered beforehand: %s',
  async (line) => {
    const lab = oneEach();
    expect(refused(await lab.ask(line, ANA))).toMatchObject({ code: 'missing-argument', option: 'name' });
    expect(lab.starts).toEqual([]);
  },
);

test('where there are none or several it has to be said', async () => {
  const lab = commandLab();
  expect(refused(await lab.ask('/vm show', ANA)).code).toBe('missing-argument');
  addMachine(lab.hypervisor, 'web1');
  addMachine(lab.hypervisor, 'web2');
  expect(refused(await lab.ask('/vm show', ANA))).toMatchObject({ code: 'missing-argument', option: 'name' });
});
