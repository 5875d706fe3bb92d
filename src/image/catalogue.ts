import type { Hypervisor } from '../vm/hypervisor.ts';
import type { HostImage } from './host-image.ts';
import { type Image, isImageId } from './image.ts';

/** Every system that can be asked for by name. */
export interface Catalogue {
  /** As it was last read; what another process has added since is not in it. */
  readonly known: readonly Image[];
  /** Reads what has been added. */
  all(): Promise<readonly Image[]>;
  /** Whether labvm or `images.yaml` declares it: such an entry stays when its bytes are removed. */
  isDeclared(id: string): boolean;
}

/**
 * The declared images, and those that people added or saved, whose declaration lies with their bytes on the host. A
 * declared one wins over an added one of its name.
 */
export function createCatalogue(
  declared: readonly Image[],
  hypervisor: Pick<Hypervisor, 'images'>,
): Catalogue {
  const ids = new Set(declared.map(({ id }) => id));
  let known = declared;
  return {
    get known() {
      return known;
    },
    async all() {
      const added = (await hypervisor.images()).flatMap((image) => addedImage(image) ?? []);
      known = [...declared, ...added.filter(({ id }) => !ids.has(id))];
      return known;
    },
    isDeclared: (id) => ids.has(id),
  };
}

/** What an added image says of itself; labvm wrote it, and a newer labvm may have written more. */
function addedImage({ id, declared }: HostImage): Image | null {
  if (typeof declared !== 'object' || declared === null || Array.isArray(declared)) return null;
  const image = declared as unknown as Image;
  return image.id === id && isImageId(id) && typeof image.kind === 'string' ? image : null;
}
