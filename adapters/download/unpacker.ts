/** Takes packed bytes, and gives what is in them to its sink. */
export interface Unpacker {
  write(bytes: Buffer): Promise<void>;
  /** @throws Fooled if the packed file is not whole */
  end(): Promise<void>;
  /** Stops, whatever it is at; its sink gets nothing more once this is over. */
  stop(): Promise<void>;
}
