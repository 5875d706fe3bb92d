import type { Act } from '../command/act.ts';
import type { Vm } from '../vm/vm.ts';
import type { Consoles } from './consoles.ts';
import { linkBase, linkOf, linkView, notOpen, revokedView } from './link.ts';
import type { Pages } from './pages.ts';

/** What acts on consoles need of the world. */
export interface ConsoleTools {
  readonly consoles: Pick<Consoles, 'grant' | 'revoke'>;
  /** Where links to consoles lead; null: there are none. */
  readonly web: Pages | null;
  /** Whether somebody serves them now. */
  readonly pagesAreOpen: () => Promise<boolean>;
}

/** Gives the asker a link to a machine's console. */
export const grantConsole: Act<Vm, ConsoleTools> = {
  remembers: true,
  async carryOut(vm, { consoles, web, pagesAreOpen, take, actor, place, locale }) {
    take('link');
    const base = linkBase(web, place);
    if (!(await pagesAreOpen())) throw notOpen();
    const { token, until } = await consoles.grant({ vm, actor, place, locale });
    const url = linkOf(base, token);
    return { view: linkView(vm.name, url), data: { link: { url, until: until.toISOString() } } };
  },
};

/** Takes links and sessions back: everybody's by whoever has the machine, else the asker's own. */
export const revokeConsole: Act<Vm, ConsoleTools> = {
  async carryOut(vm, { consoles, reaches, actor }) {
    const which = reaches('vm:control', vm.owner) ? {} : { actorId: actor.id };
    return { view: revokedView(vm.name, await consoles.revoke({ vm, ...which })) };
  },
};
