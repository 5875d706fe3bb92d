import { describe, expect, it } from 'vitest';
import { ANA, addMachine, BEN, commandLab, refused, viewOf } from './support/lab.ts';

describe('/vm delete', () => {
  it('asks first, and names what is lost in both languages', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'running');
    const answer = await lab.ask('/vm delete web1', ANA);
    expect(answer.kind).toBe('asked');
    const { title, parts, actions } = viewOf(answer);
    expect(title).toEqual({ en: 'Delete web1?', es: '¿Borrar web1?' });
    expect(parts).toEqual([
      {
        kind: 'text',
        text: {
          en: `web1 (tiny, running, owner ${ANA.id}) will be deleted with its 1 GiB disk and its log. This cannot be undone.`,
          es: `Se borrará web1 (tiny, en marcha, de ${ANA.id}) con su disco de 1 GiB y su registro. No se puede deshacer.`,
        },
      },
    ]);
    expect(actions).toMatchObject([{ command: '/vm delete web1 --yes', style: 'danger' }]);
    expect(lab.starts).toEqual([]);
  });

  it.each(['/vm delete web1 --yes', '/vm delete --yes web1', '/vm borrar web1 --sí', '/vm delete web1 —yes'])(
    'does it where yes is said: %s',
    async (line) => {
      const lab = commandLab();
      addMachine(lab.hypervisor, 'web1', 'running');
      expect(await lab.ask(line, ANA)).toMatchObject({ kind: 'started' });
      expect(lab.starts[0]).toMatchObject({
        actorId: ANA.id,
        admission: null,
        jobs: [{ kind: 'vm.delete', vm: 'web1', input: { name: 'web1' }, reservation: null }],
      });
    },
  );

  it.each(['/vm delete web1 --yes=no', '/vm delete web1 --yes --yes=no'])(
    'asks where yes is taken back: %s',
    async (line) => {
      const lab = commandLab();
      addMachine(lab.hypervisor, 'web1', 'off');
      expect(await lab.ask(line, ANA)).toMatchObject({ kind: 'asked' });
    },
  );

  it('does not take a quoted yes for one', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'off');
    expect(refused(await lab.ask('/vm delete web1 "--yes"', ANA))).toMatchObject({ code: 'bad-argument' });
    expect(lab.starts).toEqual([]);
  });

  it('asks nobody about a machine that he may not delete', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'his', 'running', BEN.id);
    expect(refused(await lab.ask('/vm delete his', ANA))).toMatchObject({ code: 'not-found' });
  });

  it('is understood from its own button', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'web1', 'crashed');
    const [button] = viewOf(await lab.ask('/vm delete web1', ANA)).actions;
    expect(await lab.ask(button?.command ?? '', ANA)).toMatchObject({ kind: 'started' });
  });
});
