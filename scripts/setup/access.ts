import { execa } from 'execa';
import { socketState } from './socket.ts';
import { type Host, SetupError, type Step } from './step.ts';

/** Debian's group of those who may speak to libvirt. */
const GROUP = 'libvirt';

/** That the person may speak to libvirt without being root. */
export const access: Step = {
  name: { en: 'access', es: 'acceso' },

  async check(host) {
    const { isRoot, person, libvirtSocket } = host.settings;
    if (isRoot) return person.uid === 0 || (await isMember(person.name)) ? person.name : null;
    if ((await socketState(libvirtSocket)) === 'answers') return person.name;
    if (await isMember(person.name)) throw notYet(host);
    return null;
  },

  async make(host) {
    const { name } = host.settings.person;
    await execa('usermod', ['-aG', GROUP, name]);
    return {
      en: `${name} is now in the group ${GROUP}`,
      es: `${name} está ahora en el grupo ${GROUP}`,
    };
  },
};

async function isMember(name: string): Promise<boolean> {
  const { stdout } = await execa('id', ['-nG', name], { reject: false });
  return stdout.split(' ').includes(GROUP);
}

/** A session keeps the groups that it began with. */
function notYet({ settings }: Host): SetupError {
  const { name } = settings.person;
  return new SetupError(
    {
      en: `${name} is in the group ${GROUP}, but this session started before that.`,
      es: `${name} está en el grupo ${GROUP}, pero esta sesión empezó antes.`,
    },
    {
      en: 'Log in again, or try right away with: sg libvirt -c "npm start"',
      es: 'Vuelva a iniciar sesión, o pruebe ya con: sg libvirt -c "npm start"',
    },
  );
}
