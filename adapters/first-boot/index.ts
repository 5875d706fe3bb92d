import type { FirstBootMaker } from '../../src/vm/first-boot.ts';
import { textOfFile } from './file-text.ts';
import { ignition } from './ignition.ts';
import { noCloud } from './no-cloud.ts';
import { createPasswords, installationSecret } from './password.ts';
import { createSeal, type Seal } from './seal.ts';
import { checkUserData } from './user-data.ts';

/** @param dataDir where the secret lies that passwords are derived from, and that cloud-config is sealed with */
export function createFirstBootMaker(dataDir: string): FirstBootMaker {
  const secret = installationSecret(dataDir);
  const passwords = createPasswords(secret);
  let seal: Seal | null = null;
  const sealed = async () => {
    seal ??= createSeal(await secret());
    return seal;
  };
  return {
    passwordOf: passwords.of,
    async make(wish) {
      const passwordHash = await passwords.hashOf(wish.requestId);
      if (wish.kind === 'ignition') return ignition(wish, passwordHash);
      const userData = wish.userData === null ? null : (await sealed()).open(wish.userData);
      return noCloud({ ...wish, userData }, passwordHash);
    },
    async userData(given) {
      const text = checkUserData(typeof given === 'string' ? given : textOfFile(given));
      return (await sealed()).close(text);
    },
  };
}
