import { doing } from '../../src/command/act.ts';
import { command } from '../../src/command/command.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { named } from '../../src/command/option.ts';
import { grantConsole, revokeConsole } from '../../src/console/acts.ts';
import { theMachine } from '../../src/vm/start-work.ts';
import { vmGroup } from './group.ts';

export const consoleLink = command({
  path: ['vm', 'console'],
  alias: { es: ['consola'] },
  within: vmGroup,
  summary: {
    en: 'Open a machine’s screen and console in the browser',
    es: 'Abrir la pantalla y la consola de una máquina en el navegador',
  },
  examples: ['/vm console web1', '/vm console web1 --revoke'],
  needs: 'vm:console',
  answer: 'private',
  options: {
    name: theMachine('vm:console'),
    revoke: named(flag(), {
      en: 'Revoke every link and session for this console',
      es: 'Retirar todos los enlaces y sesiones de esta consola',
      alias: { es: ['retirar'] },
    }),
  },
  run: ({ name: vm, revoke = false }) => doing(revoke ? revokeConsole : grantConsole, vm),
});
