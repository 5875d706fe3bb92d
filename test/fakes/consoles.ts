import type { WebSettings } from '../../adapters/web/settings.ts';
import type { Consoles } from '../../src/console/consoles.ts';

/** Pages at an address of nobody's. */
export const WEB: WebSettings = {
  host: '127.0.0.1',
  port: 8080,
  isChosen: false,
  publicUrl: 'https://lab.example/labvm/',
  trustedProxies: [],
};

/** Grants everything, and keeps in mind what. */
export function fakeConsoles(): Pick<Consoles, 'grant' | 'revoke'> & { readonly granted: string[] } {
  const granted: string[] = [];
  return {
    granted,
    async grant({ vm, actor }) {
      granted.push(`${actor.id} ${vm.name}`);
      return { token: `token-${granted.length}`, until: new Date('2026-09-01T10:10:00Z') };
    },
    async revoke() {
      return granted.splice(0).length;
    },
  };
}
