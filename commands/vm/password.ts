import { UserError } from '../../src/base/errors.ts';
import { command } from '../../src/command/command.ts';
import { findImage } from '../../src/image/image.ts';
import { view } from '../../src/view/view.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { theMachine } from '../../src/vm/start-work.ts';
import { vmGroup } from './group.ts';

export const password = command({
  path: ['vm', 'password'],
  alias: { es: ['contraseña'] },
  within: vmGroup,
  summary: {
    en: 'Show your machine’s password, only to you',
    es: 'Mostrar la contraseña de su máquina, solo a usted',
  },
  examples: ['/vm password web1'],
  needs: 'vm:password',
  answer: 'private',
  options: { name: theMachine('vm:password') },
  async run({ name: vm }, context: VmContext) {
    const image = findImage(await context.catalogue.all(), vm.image);
    const hasPassword =
      image && (image.kind === 'cloud' || image.kind === 'ignition') && !image.seedOnlyForKeys;
    if (!hasPassword) throw none(vm.name);
    const secret = await context.firstBoot.passwordOf(vm.requestId);
    return {
      kind: 'say',
      view: view({
        title: vm.name,
        parts: [
          { kind: 'fields', fields: [{ label: { en: 'Login', es: 'Acceso' }, value: image.login }] },
          { kind: 'code', label: { en: 'Password', es: 'Contraseña' }, text: secret },
          {
            kind: 'note',
            text: {
              en: 'It was set at the first start; labvm does not know whether somebody has changed it since.',
              es: 'Se puso en el primer arranque; labvm no sabe si alguien la ha cambiado después.',
            },
          },
        ],
      }),
    };
  },
});

function none(name: string): UserError {
  return new UserError(
    'unsupported',
    {
      en: `labvm did not set a password for ${name}: its image says how to log in.`,
      es: `labvm no puso contraseña a ${name}: su imagen dice cómo entrar.`,
    },
    { en: `See how to log in: /vm show ${name}`, es: `Vea cómo entrar: /vm show ${name}` },
  );
}
