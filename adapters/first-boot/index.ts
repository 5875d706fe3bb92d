import type { FirstBootMaker } from '../../src/vm/first-boot.ts';
import { ignition } from './ignition.ts';
import { noCloud } from './no-cloud.ts';
import { createPasswords } from './password.ts';
import { checkUserData, readUserData } from './user-data.ts';

/** @param dataDir where the secret lies that passwords are derived from */
export function createFirstBootMaker(dataDir: string): FirstBootMaker {
  const passwords = createPasswords(dataDir);
  return {
    passwordOf: passwords.of,
    async make(wish) {
      const passwordHash = await passwords.hashOf(wish.requestId);
      return wish.kind === 'ignition' ? ignition(wish, passwordHash) : noCloud(wish, passwordHash);
    },
    userData: async (given, isAtTerminal) => checkUserData(await readUserData(given, isAtTerminal)),
  };
}
