import type { BaseFile } from '../disk/volume-xml.ts';
import type { CardPlace } from '../network/card-place.ts';

/** Where a machine's parts lie on the host, and what the host can do for it. */
export interface Placement {
  readonly uuid: string;
  /** How its card is plugged in; null: it has none. */
  readonly card: CardPlace | null;
  /** The network that it is plugged into. */
  readonly network: string;
  readonly accelerated: boolean;
  /** Whether libvirt can limit an emulated guest's translation cache. */
  readonly limitsTranslation: boolean;
  /** What its screen asks for, on a port of the loopback; null: it is on a socket of root's. */
  readonly screenPassword: string | null;
  /** Where what it writes on its serial console is kept. */
  readonly consolePath: string;
  /** Its own disk, by the path that libvirt gave it, and the image below it; null: it has none. */
  readonly disk: { readonly path: string; readonly base: BaseFile | null } | null;
  /** The drive for discs, and what lies in it; null: it has none. */
  readonly drive: { readonly path: string | null; readonly isFirst: boolean } | null;
  readonly firstBoot: { readonly kind: 'seed' | 'ignition'; readonly path: string } | null;
}
