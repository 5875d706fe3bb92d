import { describe, expect, it } from 'vitest';
import { runLines } from '../../../adapters/terminal/index.ts';
import { view } from '../../../src/view/view.ts';
import type { VmData } from '../../../src/vm/vm-data.ts';
import { createPipes } from './support/pipe.ts';

const VM: VmData = {
  name: 'web',
  image: 'tiny',
  owner: 'terminal:local',
  power: 'running',
  addresses: [{ ip: '192.168.150.9', family: 'ipv4', source: 'lease' }],
  spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: null,
};

describe('--json', () => {
  it('answers each line with one line, whatever is in it', async () => {
    const { desk, options, printed } = createPipes({ json: true });
    desk.on('/vm log web', () => ({
      kind: 'said',
      view: view({ title: 'Console', parts: [{ kind: 'code', text: 'a\nb\u2028c\x1b[31m' }] }),
      data: { log: 'a\nb' },
    }));
    expect(await runLines(['/vm log web', '/nope'], options)).toBe(1);
    const lines = printed().split('\n');
    expect(lines.map((line) => (line === '' ? null : JSON.parse(line)))).toMatchInlineSnapshot(`
      [
        {
          "command": "vm log",
          "log": "a
      b",
          "ok": true,
          "view": {
            "text": "Console
        a
        bc",
            "title": "Console",
            "tone": "plain",
          },
        },
        {
          "command": "/nope",
          "error": {
            "code": "unknown-command",
            "hint": "All commands: /help",
            "message": "There is no command “/nope”.",
          },
          "ok": false,
          "view": {
            "text": "There is no command “/nope”.
      All commands: /help",
            "title": null,
            "tone": "bad",
          },
        },
        null,
      ]
    `);
  });

  it('has the data of a job beside its message', async () => {
    const { desk, options, printed } = createPipes({ json: true, locale: 'es' });
    desk.starts('/vm create tiny web').end(
      view({
        tone: 'good',
        title: 'web',
        parts: [{ kind: 'text', text: { en: 'running', es: 'en marcha' } }],
      }),
      { data: { vm: VM } },
    );
    expect(await runLines(['/vm create tiny web'], options)).toBe(0);
    expect(JSON.parse(printed())).toEqual({
      ok: true,
      command: 'vm create',
      view: { tone: 'good', title: 'web', text: 'web\nen marcha' },
      vm: VM,
    });
  });

  it('shortens nothing', async () => {
    const { desk, options, printed } = createPipes({ json: true });
    const text = 'word '.repeat(500).trim();
    desk.on('/help', () => ({ kind: 'said', view: view({ parts: [{ kind: 'text', text }] }), data: {} }));
    await runLines(['/help'], options);
    expect(JSON.parse(printed()).view.text).toBe(text);
  });

  it('says of a failed job both its message and its error', async () => {
    const { desk, options, printed } = createPipes({ json: true });
    desk.starts('/vm create tiny').end(view({ tone: 'bad', title: 'Creating tiny-1' }), {
      error: { code: 'no-capacity', text: { en: 'No room.', es: 'No hay sitio.' } },
    });
    expect(await runLines(['/vm create tiny'], options)).toBe(1);
    expect(JSON.parse(printed())).toEqual({
      ok: false,
      command: 'vm create',
      view: { tone: 'bad', title: 'Creating tiny-1', text: 'Creating tiny-1' },
      error: { code: 'no-capacity', message: 'No room.', hint: null },
    });
  });
});
