/** Says what is wrong with what an app sends; nothing where it is right. */
export interface Checks {
  message(
    body: Readonly<Record<string, unknown>>,
    about: {
      kind: 'create' | 'edit' | 'callback';
      uploaded: readonly string[];
      wasV2: boolean;
      isByToken: boolean;
    },
  ): readonly string[];
  callback(
    body: Readonly<Record<string, unknown>>,
    about: { type: number; fromComponent: boolean; uploaded: readonly string[] },
  ): readonly string[];
  commands(list: unknown, where: 'global' | 'guild'): readonly string[];
}

export async function loadChecks(): Promise<Checks> {
  return { message: () => [], callback: () => [], commands: () => [] };
}
