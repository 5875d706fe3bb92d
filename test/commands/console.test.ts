import { describe, expect, it } from 'vitest';
import type { WebSettings } from '../../adapters/web/settings.ts';
import { plainText } from '../../src/view/plain.ts';
import { KEYS } from '../../src/vm/keyboard/codes.ts';
import { fakeConsoles, WEB } from '../fakes/consoles.ts';
import {
  ADMIN,
  ANA,
  addMachine,
  BEN,
  commandLab,
  refused,
  TEACHER,
  TERMINAL,
  viewOf,
} from './support/lab.ts';

function lab(web: WebSettings | null = WEB, place?: typeof TERMINAL) {
  const consoles = fakeConsoles();
  const opened = commandLab({ tools: { consoles, web }, ...(place ? { place } : {}) });
  addMachine(opened.hypervisor, 'web1');
  addMachine(opened.hypervisor, 'idle', 'off');
  return { ...opened, consoles, machine: () => opened.hypervisor.world.machine('web1') };
}

function commandLabWithoutPages() {
  const opened = commandLab({ tools: { pagesAreOpen: async () => false } });
  addMachine(opened.hypervisor, 'web1');
  return opened;
}

describe('/vm console', () => {
  it('gives the owner, and whoever may see all, a link of his own, alone', async () => {
    const { ask, invoke, consoles } = lab();
    expect(await invoke('/vm console web1', ANA)).toMatchObject({ command: { answer: 'private' } });
    for (const actor of [ANA, TEACHER, ADMIN]) {
      const answer = await ask('/vm console web1', actor);
      const text = plainText(viewOf(answer), 'en', 40);
      expect(text).toMatch(/https:\/\/lab\.example\/labvm\/open#token-\d$/m);
      expect(answer).toMatchObject({ data: { link: { until: '2026-09-01T10:10:00.000Z' } } });
    }
    expect(consoles.granted).toEqual([ANA, TEACHER, ADMIN].map(({ id }) => `${id} web1`));
  });

  it('gives nobody else one, and does not say that there is such a machine', async () => {
    const { ask, consoles } = lab();
    expect(refused(await ask('/vm console web1', BEN)).code).toBe('not-found');
    expect(consoles.granted).toEqual([]);
  });

  it('gives no link that leads nowhere, but the reason and what to do', async () => {
    const nowhere = lab({ ...WEB, publicUrl: null });
    const error = refused(await nowhere.ask('/vm console web1', ANA));
    expect(error.text.es).toContain('no llevaría a ninguna parte');
    expect(error.hint?.en).toMatch(/LABVM_PUBLIC_URL.*\/vm screenshot/);
    expect(nowhere.consoles.granted).toEqual([]);
    expect(refused(await lab(null).ask('/vm console web1', ANA)).text.en).toContain('LABVM_WEB_ADDRESS=off');
  });

  it('at the host’s own terminal leads to the loopback', async () => {
    const { ask } = lab({ ...WEB, host: '0.0.0.0', port: 9090, publicUrl: null }, TERMINAL);
    const text = plainText(viewOf(await ask('/vm console web1', ADMIN)), 'en', 80);
    expect(text).toContain('http://127.0.0.1:9090/open#token-1');
  });

  it('gives none where nobody serves the pages', async () => {
    const { ask } = commandLabWithoutPages();
    const error = refused(await ask('/vm console web1', ANA));
    expect(error.hint?.en).toMatch(/npm start -- --serve.*LABVM_WEB_ADDRESS/);
  });

  it('takes everything back', async () => {
    const { ask, consoles } = lab();
    await ask('/vm console web1', ANA);
    await ask('/vm console web1', TEACHER);
    const text = plainText(viewOf(await ask('/vm console web1 --revoke', ANA)), 'en', 80);
    expect(text).toContain('Revoked links and sessions for the console of web1: 2.');
    expect(consoles.granted).toEqual([]);
    expect(plainText(viewOf(await ask('/vm console web1 --revoke', ANA)), 'es', 80)).toContain('Nadie');
  });
});

describe('/vm screenshot', () => {
  it('shows the screen to the channel, and the bytes to programs', async () => {
    const { ask, invoke } = lab();
    expect(await invoke('/vm screenshot web1', ANA)).toMatchObject({ command: { answer: 'channel' } });
    const answer = await ask('/vm captura web1', ANA);
    expect(viewOf(answer).parts[0]).toMatchObject({ kind: 'picture', size: 'full', width: 72 });
    expect(answer).toMatchObject({ data: { screenshot: { png: expect.stringMatching(/^iVBOR/) } } });
  });

  it('of a machine that is off, or of somebody else, shows nothing', async () => {
    const { ask } = lab();
    expect(refused(await ask('/vm screenshot idle', ANA))).toMatchObject({
      code: 'wrong-state',
      text: { en: 'idle is off; it shows no picture.', es: 'idle está apagada; no muestra ninguna imagen.' },
    });
    expect(refused(await ask('/vm screenshot web1', BEN)).code).toBe('not-found');
  });
});

describe('/vm type and /vm key', () => {
  it('press the keys in order, and Enter last', async () => {
    const { ask, machine } = lab();
    await ask('/vm type web1 "aB"', ANA);
    expect(machine().pressed).toEqual([[30], [KEYS.shift, 48], [KEYS.enter]]);
    await ask('/vm type web1 x --no-enter', ANA);
    await ask('/vm key web1 ctrl-alt-del', ANA);
    await ask('/vm type web1 ñ --layout es --no-enter', ANA);
    expect(machine().pressed.slice(3)).toEqual([[45], [29, 56, 111], [39]]);
  });

  it('say what cannot be typed, and type nothing of it', async () => {
    const { ask, machine } = lab();
    const error = refused(await ask('/vm type web1 "año"', ANA));
    expect(error.text.en).toContain('ñ');
    expect(error.hint?.en).toContain('--layout es');
    expect(refused(await ask('/vm key web1 ctrl-foo', ANA)).text.en).toContain('foo');
    expect(refused(await ask(`/vm type web1 ${'x'.repeat(501)}`, ANA)).code).toBe('bad-argument');
    expect(machine().pressed).toEqual([]);
  });

  it('tell that nobody would hear', async () => {
    const { ask } = lab();
    for (const line of ['/vm type idle x', '/vm key idle enter']) {
      const error = refused(await ask(line, ANA));
      expect(error.code).toBe('wrong-state');
      expect(error.hint?.en).toContain('/vm start idle');
    }
    expect(refused(await ask('/vm type web1 x', BEN)).code).toBe('not-found');
  });

  it('say nothing of the text again, neither in the answer nor in the audit', async () => {
    const { ask, entries } = lab();
    const answer = await ask('/vm type web1 hunter2', ANA);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(entries.map(({ line }) => line)).toEqual(['/vm type web1 …']);
  });
});
