import type { StoreRoom } from '../job/store-room.ts';
import { storeTrouble } from './store-trouble.ts';

/**
 * Before anything is begun that labvm has to remember.
 * @throws UserError where the disk of the data directory is all but full, or takes no more from labvm’s user
 */
export async function mustHaveRoom(room: StoreRoom): Promise<void> {
  const { isScarce, isShareUsedUp, directory } = await room.look();
  if (isScarce) throw storeTrouble(isShareUsedUp ? 'share-used-up' : 'full', directory);
}
