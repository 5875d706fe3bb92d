/**
 * Never calls twice at once: whoever asks while it is called is seen to by one more call after it.
 * @returns asks for a call; resolves when a call that began after the asking has ended, rejects with what the last one threw
 */
export function onceMore(call: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isDue = false;

  async function run(): Promise<void> {
    let failure: { readonly error: unknown } | null = null;
    // What fails is not the end: somebody may have asked since for what would succeed.
    while (isDue) {
      isDue = false;
      failure = await call().then(
        () => null,
        (error: unknown) => ({ error }),
      );
    }
    if (failure) throw failure.error;
  }

  return () => {
    isDue = true;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}
