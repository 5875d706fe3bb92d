/** How a machine's card is known on the network. */
export interface CardPlace {
  readonly mac: string;
  /** The tap's name; null: libvirt chooses one, as on a network without slots. */
  readonly tap: string | null;
}
