import { describe, expect, it } from 'vitest';
import { command } from '../../../src/command/command.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';
import { answerOf, job, PLACE, room } from './support/recording-room.ts';

const ANA = 'slack:T1:ana';

describe('a request', () => {
  it('is recorded before it is accepted, and concluded when it is answered', async () => {
    const { receive, invocation, heard, machine } = room();
    machine('web1');
    const received = await receive(invocation('/vm list'));
    expect(heard.audit).toMatchObject([
      {
        invocationId: 'act-1',
        actorId: ANA,
        place: PLACE,
        command: 'vm list',
        line: '/vm list',
        allowed: true,
        rule: 'role:student grants vm:read on own',
      },
    ]);
    expect(heard.outcomes).toEqual([]);
    expect(await answerOf(received)).toMatchObject({ kind: 'said', data: { vms: [{ name: 'web1' }] } });
    expect(heard.outcomes).toEqual([{ invocationId: 'act-1', outcome: 'ok' }]);
  });

  it('touches no host before it is accepted', async () => {
    const { receive, invocation, hypervisor } = room();
    await receive(invocation('/vm delete web1 --yes'));
    expect(hypervisor.calls).toEqual([]);
  });

  it('that comes twice does nothing the second time', async () => {
    const { receive, invocation, heard } = room();
    const first = await receive(invocation('/vm create tiny', ANA, 'same'));
    expect(await receive(invocation('/vm create tiny', ANA, 'same'))).toEqual({ kind: 'repeated' });
    await answerOf(first);
    expect(heard.starts).toHaveLength(1);
    expect(heard.outcomes).toHaveLength(1);
  });

  it('is carried out once, however often its answer is asked for', async () => {
    const { receive, invocation, heard } = room();
    const received = await receive(invocation('/vm create tiny'));
    expect(await answerOf(received)).toBe(await answerOf(received));
    expect(heard.starts).toHaveLength(1);
    expect(heard.outcomes).toHaveLength(1);
  });

  it('that is not understood is recorded, too', async () => {
    const { receive, invocation, heard } = room();
    const received = await receive(invocation('/wm list'));
    expect(received).toMatchObject({ kind: 'rejected', command: null, error: { code: 'unknown-command' } });
    expect(heard.audit).toMatchObject([
      { command: '/wm', line: '/wm (8 characters)', allowed: false, rule: 'parse: unknown-command' },
    ]);
    expect(heard.outcomes).toEqual([{ invocationId: 'act-1', outcome: 'unknown-command' }]);
  });

  it.each(['/my key add -----BEGIN OPENSSH PRIVATE KEY----- c2Vj', '-----BEGIN RSA PRIVATE KEY----- c2Vj'])(
    'keeps no private key while it waits for its answer: %s',
    async (line) => {
      const { receive, invocation, heard } = room();
      const received = await receive({ ...invocation(line), reply: {} });
      await answerOf(received);
      expect(JSON.stringify(heard)).not.toContain('c2Vj');
    },
  );

  it('keeps no more of a line than the audit does', async () => {
    const { say, heard } = room();
    await say(`/image add ${'x'.repeat(1900)}`);
    expect(heard.audit[0]?.line).toHaveLength(1000);
  });

  it('that a role does not allow is denied, with who can change that and the id of the asker', async () => {
    const { receive, invocation, heard } = room({ access: { defaultRole: 'guest' } });
    const received = await receive(invocation('/vm create tiny'));
    expect(received).toMatchObject({
      kind: 'rejected',
      error: {
        code: 'not-allowed',
        text: { en: 'Your role here is guest, which does not allow /vm create.' },
        hint: { en: expect.stringMatching(/administrator.*LABVM_ADMINS.*Your ID is slack:T1:ana$/) },
      },
    });
    expect(heard.audit).toMatchObject([{ allowed: false, rule: 'role:guest does not grant vm:create' }]);
    expect(heard.outcomes).toEqual([{ invocationId: 'act-1', outcome: 'not-allowed' }]);
  });

  it('is denied before anybody says how it would be typed', async () => {
    const { say, heard } = room({ access: { defaultRole: 'guest' } });
    expect(await say('/vm create')).toMatchObject({ error: { code: 'not-allowed' } });
    expect(heard.audit).toMatchObject([{ command: 'vm create', allowed: false }]);
  });

  it('for help is a guest’s too', async () => {
    const { say } = room({ access: { defaultRole: 'guest' } });
    expect(await say('/help')).toMatchObject({ kind: 'said' });
    expect(await say('/vm create --help')).toMatchObject({ kind: 'said' });
  });
});

describe('an answer', () => {
  it('is a job, asked for in the name of the asker', async () => {
    const { say, heard } = room();
    expect(await say('/vm create tiny web1 --memory 256M')).toEqual({ kind: 'started', jobId: 'j1' });
    expect(heard.starts).toMatchObject([
      {
        invocationId: 'act-1',
        actorId: ANA,
        place: PLACE,
        locale: 'en',
        jobs: [{ kind: 'vm.create', vm: 'web1', reservation: { owner: ANA, memoryMiB: 256 } }],
      },
    ]);
  });

  it('is the question before something is lost, and the job where it was said yes to', async () => {
    const { say, heard, machine } = room();
    machine('web1');
    expect(await say('/vm delete web1')).toMatchObject({ kind: 'asked' });
    expect(await say('/vm delete web1 --yes=no')).toMatchObject({ kind: 'asked' });
    expect(heard.starts).toEqual([]);
    expect(await say('/vm delete web1 --yes')).toMatchObject({ kind: 'started' });
  });

  it('is what a cancellation found', async () => {
    const { say, heard } = room({ jobs: [job({ id: 'aaaa' })] });
    expect(await say('/job cancel aaaa')).toMatchObject({ kind: 'said', data: { job: { id: 'aaaa' } } });
    expect(heard.cancels).toEqual([{ jobId: 'aaaa', actorId: ANA }]);
  });

  it('says that a job is gone which went while it was cancelled', async () => {
    const { say } = room({ jobs: [job({ id: 'aaaa' })], tools: { cancelJob: async () => null } });
    expect(await say('/job cancel aaaa')).toMatchObject({ kind: 'refused', error: { code: 'not-found' } });
  });

  it('is what the hosts say where they refuse', async () => {
    const { say, heard, lab } = room();
    lab.lostConnection();
    expect(await say('/vm list')).toMatchObject({
      kind: 'refused',
      error: { code: 'host-unreachable', hint: { en: expect.stringContaining('/host doctor') } },
    });
    expect(heard.outcomes).toEqual([{ invocationId: 'act-1', outcome: 'host-unreachable' }]);
  });

  it('is a sentence with a reference where labvm itself fails, and the cause is in the log', async () => {
    const cause = new Error('password=hunter2');
    const { say, heard } = room({ ports: { start: () => Promise.reject(cause) } });
    const answer = await say('/vm create tiny');
    expect(answer).toMatchObject({ kind: 'refused', error: { code: 'internal' } });
    const said = answer.kind === 'refused' ? answer.error.text.en : '';
    const reference = /\(reference ([0-9a-f]{8})\)/.exec(said)?.[1];
    expect(said).not.toContain('hunter2');
    expect(heard.errors).toMatchObject([{ fields: { err: cause, reference } }]);
    expect(heard.outcomes).toEqual([{ invocationId: 'act-1', outcome: 'internal' }]);
  });

  it('is a sentence where a command throws at once, and whatever it throws', async () => {
    const broken = command({
      path: ['broken'],
      summary: { en: 'Break', es: 'Romper' },
      examples: ['/broken'],
      needs: 'help',
      answer: 'private',
      options: {},
      run() {
        throw undefined;
      },
    });
    const { say } = room({ commands: [broken] });
    expect(await say('/broken')).toMatchObject({ kind: 'refused', error: { code: 'internal' } });
  });
});

describe('a database that fails', () => {
  it('accepts nothing, and says so', async () => {
    const audit = { record: () => Promise.reject(new Error('disk full')), conclude: async () => {} };
    const { receive, invocation, heard } = room({ ports: { audit } });
    expect(await receive(invocation('/vm create tiny'))).toMatchObject({
      kind: 'rejected',
      error: { code: 'internal' },
    });
    expect(heard.starts).toEqual([]);
  });

  it('loses the outcome, but not the answer', async () => {
    const audit = { record: async () => true, conclude: () => Promise.reject(new Error('disk full')) };
    const { say, heard } = room({ ports: { audit } });
    expect(await say('/vm create tiny')).toEqual({ kind: 'started', jobId: 'j1' });
    expect(await say('/wm')).toMatchObject({ kind: 'refused', error: { code: 'unknown-command' } });
    expect(heard.errors).toHaveLength(2);
  });
});

describe('a request of a chat that keeps its messages', () => {
  const reply = { user: 'U1' };

  it('is kept whole until it is answered', async () => {
    const { receive, invocation, heard } = room();
    await receive({ ...invocation('/vm list'), reply });
    await receive(invocation('/vm list'));
    expect(heard.open).toEqual([
      {
        invocationId: 'act-1',
        actor: { id: ANA, displayName: ANA },
        place: PLACE,
        locale: 'en',
        line: '/vm list',
        reply,
      },
    ]);
  });

  it('goes on in another process as if nothing had happened, and is recorded once', async () => {
    const { receive, resume, invocation, heard } = room();
    await receive({ ...invocation('/vm create tiny'), reply });
    const [open] = heard.open;
    if (!open) throw new Error('Nothing was kept.');
    const received = await resume(open);
    expect(await answerOf(received)).toMatchObject({ kind: 'started' });
    expect(heard.starts).toMatchObject([{ invocationId: 'act-1', actorId: ANA, reply }]);
    expect(heard.audit).toHaveLength(1);
  });

  it('of which nothing was kept is to be said again, and nothing is carried out', async () => {
    const { receive, resume, invocation, heard } = room();
    await receive({ ...invocation('/vm creat tiny'), reply });
    const [open] = heard.open;
    if (!open) throw new Error('Nothing was kept.');
    expect(open.line).toBeNull();
    expect(await resume(open)).toMatchObject({
      kind: 'rejected',
      command: null,
      error: { code: 'interrupted', hint: { en: 'Please say it again.' } },
    });
    expect(troubleDoc).toContain(
      'labvm stopped before it could answer this, and has kept nothing of what you said.',
    );
    expect(heard.outcomes).toHaveLength(2);
  });

  it('is answered in the language that is known by then', async () => {
    const { receive, invocation, heard } = room();
    const received = await receive({ ...invocation('/vm create tiny'), reply });
    if (received.kind !== 'accepted') throw new Error('It was not accepted.');
    await received.answer('es');
    expect(heard.starts).toMatchObject([{ locale: 'es' }]);
  });
});

it.each([
  ['/vm create', 'image'],
  ['/vm create tiny web --memory lots', 'memory'],
  ['/vm create tiny web --cpus', 'cpus'],
  ['/vm create nosuch', 'image'],
  ['/vm stop nosuch', 'name'],
] as const)('%s names the option that is wrong', async (line, option) => {
  const { say } = room();
  expect(await say(line)).toMatchObject({ kind: 'refused', error: { option } });
});
