import { describe, expect, it } from 'vitest';
import { say } from '../../src/base/text.ts';
import { completeLine } from '../../src/command/complete.ts';
import { plainText } from '../../src/view/plain.ts';
import { hostError } from '../fakes/host-error.ts';
import { troubleDoc } from '../support/trouble-doc.ts';
import { ADMIN, ANA, addMachine, BEN, commandLab, refused, TEACHER, viewOf } from './support/lab.ts';

type Lab = ReturnType<typeof commandLab>;

const shown = async (lab: Lab, line: string, actor = ADMIN) =>
  plainText(viewOf(await lab.ask(line, actor)), 'en', 100);

const NOTHING_SINCE = {
  en: 'web1 has written nothing on its serial console since it was last started.',
  es: 'web1 no ha escrito nada en su consola serie desde su último arranque.',
};

describe('/vm list', () => {
  it('shows a student his own machines, and a teacher everybody’s with their owners', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'hers', 'off', ANA.id);
    addMachine(lab.hypervisor, 'his', 'off', BEN.id);
    const own = await lab.ask('/vm list', ANA);
    expect(own).toMatchObject({ kind: 'said', data: { vms: [{ name: 'hers', owner: ANA.id }] } });
    expect(plainText(viewOf(own), 'en', 100)).not.toContain('his');
    const all = await shown(lab, '/vm list', TEACHER);
    expect(all).toContain(BEN.id);
    expect(all).toContain('Owner');
  });

  it('counts as people do', async () => {
    const lab = commandLab();
    for (const name of ['tiny-10', 'tiny-2', 'tiny-1']) addMachine(lab.hypervisor, name, 'off');
    expect(await lab.ask('/vm list')).toMatchObject({
      data: { vms: [{ name: 'tiny-1' }, { name: 'tiny-2' }, { name: 'tiny-10' }] },
    });
  });

  it('has one’s own machines first, with the buttons of their cards', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'aaa', 'off', BEN.id);
    addMachine(lab.hypervisor, 'mine', 'running', TEACHER.id);
    const answer = await lab.ask('/vm list', TEACHER);
    expect(answer).toMatchObject({ data: { vms: [{ name: 'mine' }, { name: 'aaa' }] } });
    const { actions } = viewOf(answer);
    expect(actions.map(({ label, command, of }) => [say(label, 'en'), command, of])).toEqual([
      ['Console mine', '/vm console mine', 'mine'],
      ['Stop mine', '/vm stop mine', 'mine'],
      ['Restart mine', '/vm restart mine', 'mine'],
      ['Delete mine', '/vm delete mine', 'mine'],
      ['Start aaa', '/vm start aaa', 'aaa'],
      ['Delete aaa', '/vm delete aaa', 'aaa'],
    ]);
    const typed = { line: '/vm show ', actor: TEACHER, place: { chat: 'slack', channel: 'C1' } };
    const { choices } = await completeLine(lab.world, { ...typed, locale: 'en' });
    expect(choices.map(({ value }) => value)).toEqual(['mine', 'aaa']);
  });

  it('has no buttons for more machines than anybody looks through', async () => {
    const lab = commandLab();
    for (let at = 1; at <= 30; at += 1) addMachine(lab.hypervisor, `web-${at}`, 'off');
    const view = viewOf(await lab.ask('/vm list'));
    expect(view.actions).toHaveLength(40);
    expect(plainText(view, 'en', 100)).toContain('The first 20 have their buttons here');
    expect(plainText(view, 'es', 100)).toContain('Las 20 primeras tienen aquí sus botones');
  });

  it('says how to begin where there are none', async () => {
    expect(await shown(commandLab(), '/vm list')).toContain('/vm create tiny');
  });

  it('says which host did not answer', async () => {
    const { hypervisor } = commandLab();
    const list = async () => ({ ...(await hypervisor.list()), unreachable: ['lab2'] });
    const lab = commandLab({ tools: { hypervisor: { ...hypervisor, list } } });
    expect(await shown(lab, '/vm list')).toContain('The host lab2 does not answer');
  });

  it('says that no host answers, and what to do', async () => {
    const lab = commandLab();
    lab.hypervisor.world.lostConnection();
    const error = refused(await lab.ask('/vm list'));
    expect(error).toMatchObject({
      code: 'host-unreachable',
      hint: { en: expect.stringContaining('/host doctor') },
    });
  });
});

describe('/vm show', () => {
  it('gives the card of a machine that runs, with its address and how to log in', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    lab.hypervisor.world.machine('web1').addresses = [{ ip: '10.1.2.3', family: 'ipv4', source: 'lease' }];
    const answer = await lab.ask('/vm show web1', ANA);
    expect(answer).toMatchObject({
      kind: 'said',
      data: {
        vm: {
          name: 'web1',
          image: 'tiny',
          owner: ANA.id,
          power: 'running',
          addresses: [{ ip: '10.1.2.3', family: 'ipv4', source: 'lease' }],
          spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
          createdAt: '2026-01-02T03:04:05.000Z',
          expiresAt: null,
        },
      },
    });
    const text = plainText(viewOf(answer), 'es', 100);
    for (const word of ['10.1.2.3', 'en marcha', 'sin contraseña']) expect(text).toContain(word);
  });

  it('says whether its address is only be reached from the lab host', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    lab.hypervisor.world.network.reachedFrom = 'host';
    expect(await lab.ask('/vm show web1', ANA)).toMatchObject({ data: { vm: { reachedFrom: 'host' } } });
    expect(await shown(lab, '/vm show web1')).toContain('only be reached from the lab host');
    lab.hypervisor.world.network.reachedFrom = 'elsewhere';
    expect(await lab.ask('/vm show web1', ANA)).toMatchObject({ data: { vm: { reachedFrom: 'elsewhere' } } });
    expect(await shown(lab, '/vm show web1')).not.toContain('reached from');
  });

  it('says why there is no address: nothing was sent', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    Object.assign(lab.hypervisor.world.machine('web1'), {
      addresses: [],
      console: 'Loading kernel\r\n\u001b[2Jpanic',
    });
    const answer = await lab.ask('/vm show web1');
    expect(viewOf(answer).tone).toBe('warning');
    const text = plainText(viewOf(answer), 'en', 100);
    for (const word of ['not sent a single packet', 'Loading kernel', 'panic']) expect(text).toContain(word);
    expect(text).not.toContain('\u001b');
  });

  it('says that no system was started, also of one that asks for no address', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'running', ANA.id, 'debian-netinst', 'install');
    const machine = lab.hypervisor.world.machine('web1');
    Object.assign(machine, { addresses: [] });
    expect(await shown(lab, '/vm show web1')).not.toContain('not booting');
    machine.startSigns = { readBytes: 512, isWaiting: true, lastWords: 'No bootable device.' };
    expect(await shown(lab, '/vm show web1')).toContain('says “No bootable device”');
  });

  it('quotes only what its console said since it was started', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    Object.assign(lab.hypervisor.world.machine('web1'), {
      ...{ addresses: [], sentPackets: 0, console: 'the boot before\nthis boot\n' },
      consoleStart: 'the boot before\n'.length,
    });
    const text = await shown(lab, '/vm show web1');
    expect(text).toContain('this boot');
    expect(text).not.toContain('the boot before');
  });

  it('says that its console has said nothing since it was started', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    const machine = lab.hypervisor.world.machine('web1');
    Object.assign(machine, { addresses: [], sentPackets: 7, console: 'the boot before\n' });
    machine.consoleStart = machine.console.length;
    const view = viewOf(await lab.ask('/vm show web1'));
    expect(plainText(view, 'en', 100)).toContain('Its console has said nothing since it was started.');
    expect(plainText(view, 'es', 100)).toContain('Su consola no ha dicho nada desde que se arrancó.');
    expect(plainText(view, 'en', 100)).not.toContain('the boot before');
  });

  it('says why there is no address: nobody answered', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    Object.assign(lab.hypervisor.world.machine('web1'), { addresses: [], sentPackets: 7 });
    expect(await shown(lab, '/vm show web1')).toContain('has sent 7 packets');
  });

  it('asks a machine that is off for no address', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'off');
    expect(await shown(lab, '/vm show web1')).toMatch(/Address +—/);
    expect(lab.hypervisor.calls).toEqual(['find', 'images']);
  });

  it('suggests a machine that he may see', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    expect(refused(await lab.ask('/vm show wbe1', ANA)).hint).toEqual({
      en: 'Did you mean web1?',
      es: '¿Quería decir web1?',
    });
    expect(refused(await lab.ask('/vm show wbe1', BEN)).hint?.en).not.toContain('web1');
  });
});

describe('/vm log', () => {
  const withConsole = (console: string) => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    lab.hypervisor.world.machine('web1').console = console;
    return lab;
  };
  const lines = (count: number) =>
    Array.from({ length: count }, (_, line) => `line ${line + 1}`).join('\r\n');

  it('gives the last lines, twenty unless others are asked for', async () => {
    const lab = withConsole(lines(30));
    expect(await lab.ask('/vm log web1')).toMatchObject({
      data: { log: expect.stringMatching(/^line 11\n[\s\S]*line 30$/) },
    });
    expect(await lab.ask('/vm log web1 --lines 2')).toMatchObject({ data: { log: 'line 29\nline 30' } });
  });

  it('lets nothing of the guest act on a chat', async () => {
    const answer = await withConsole('a\u001b]0;title\u0007b\u001b[31mc\u202ed').ask('/vm log web1');
    expect(answer).toMatchObject({ data: { log: 'abcd' } });
  });

  it('begins with the last start, unless all is asked for', async () => {
    const lab = withConsole('the boot before\n');
    const machine = lab.hypervisor.world.machine('web1');
    machine.consoleStart = machine.console.length;
    for (const locale of ['en', 'es'] as const) {
      const answer = await lab.ask('/vm log web1');
      expect(answer).toMatchObject({ data: { log: '' } });
      expect(plainText(viewOf(answer), locale, 100)).toContain(NOTHING_SINCE[locale]);
      expect(plainText(viewOf(answer), locale, 100)).toContain('/vm log web1 --all');
    }
    expect(troubleDoc).toContain(NOTHING_SINCE.en);
    machine.console += 'this boot\n';
    expect(await lab.ask('/vm log web1')).toMatchObject({ data: { log: 'this boot' } });
    expect(await lab.ask('/vm log web1 --all')).toMatchObject({
      data: { log: 'the boot before\nthis boot' },
    });
  });

  it('says so where there is nothing', async () => {
    expect(await shown(withConsole('\r\n\r\n'), '/vm log web1')).toContain('has written nothing');
    expect(await shown(withConsole(''), '/vm log web1 --all')).toContain(
      'web1 has written nothing on its serial console.',
    );
  });

  it.each(['0', '201', '-5', 'many'])('refuses %s lines', async (count) => {
    expect(refused(await withConsole('x').ask(`/vm log web1 --lines ${count}`))).toMatchObject({
      code: 'bad-argument',
    });
  });
});

describe('/image list', () => {
  const imagesOf = async (lab: Lab) => {
    const answer = await lab.ask('/image list', ANA);
    return answer.kind === 'said' ? answer.data.images : [];
  };

  it('says which images are here, and how big they are', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    const tiny = { id: 'tiny', title: 'tiny', kind: 'cloud' };
    expect(await imagesOf(lab)).toContainEqual({
      ...tiny,
      present: true,
      sizeBytes: 20e6,
      sha256: 'f'.repeat(64),
      usedBy: ['web1'],
      usedByOthers: 0,
    });
    expect(await shown(lab, '/image list')).toMatch(/^tiny +20 MB +128 MiB/m);
    lab.hypervisor.world.images.splice(0);
    expect(await imagesOf(lab)).toContainEqual({
      ...tiny,
      present: false,
      sizeBytes: null,
      sha256: null,
      usedBy: [],
      usedByOthers: 0,
    });
    expect(await shown(lab, '/image list')).toMatch(/^tiny +no /m);
  });
});

describe('/host status', () => {
  it('says what there is, what is free, and what runs', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    addMachine(lab.hypervisor, 'off1', 'off');
    lab.hypervisor.world.foreign.set('other', { memoryMiB: 512 });
    const answer = await lab.ask('/host status', ANA);
    expect(answer).toMatchObject({
      data: {
        hosts: [{ name: 'fake-host', acceleration: 'none', memoryMiB: 16_384, freeMemoryMiB: 16_384 - 640 }],
      },
    });
    const text = plainText(viewOf(answer), 'en', 100);
    expect(text).toContain("1 of 2 running, and 1 that are not labvm's");
    expect(text).toContain('15744 of 16384 MiB free');
  });
});

describe('/host doctor', () => {
  const check = { name: 'kvm', label: { en: 'KVM', es: 'KVM' }, detail: { en: 'not there', es: 'no está' } };
  const remedy = { en: 'Switch it on.', es: 'Actívelo.' };
  const doctor = (...states: ('good' | 'warning' | 'bad')[]) =>
    commandLab({
      tools: {
        doctor: async () => ({
          checks: states.map((state) => ({ ...check, state, ...(state === 'good' ? {} : { remedy }) })),
        }),
      },
    });

  it.each([
    [['good'], 'good'],
    [['good', 'warning'], 'warning'],
    [['warning', 'bad', 'good'], 'bad'],
  ] as const)('feels as the worst of %j', async (states, tone) => {
    expect(viewOf(await doctor(...states).ask('/host doctor')).tone).toBe(tone);
  });

  it('says what was found and what to do, in the asker’s language', async () => {
    const lab = doctor('bad');
    expect(await lab.ask('/host doctor')).toMatchObject({
      data: { checks: [{ name: 'kvm', ok: false, detail: 'not there', remedy: 'Switch it on.' }] },
    });
    expect(plainText(viewOf(await lab.ask('/host doctor')), 'es', 80)).toContain('KVM: Actívelo.');
  });
});

describe('a host that refuses', () => {
  it.each([
    ['unreachable', 'host-unreachable'],
    ['busy', 'busy'],
    ['failed', 'failed'],
    ['not-found', 'not-found'],
  ] as const)('%s is said as %s', async (kind, code) => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1');
    lab.hypervisor.fail({ call: 'consoleTail', error: hostError(kind, 'The words of the host.') });
    const error = refused(await lab.ask('/vm log web1'));
    expect(error.code).toBe(code);
    expect(error.hint).toBeDefined();
  });
});
