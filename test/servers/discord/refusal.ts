/** Discord says no: thrown by whatever serves a request. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: readonly string[];

  constructor(status: number, code: number, message: string, errors: readonly string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export const unauthorized = () => new Refusal(401, 0, '401: Unauthorized');
export const unknownChannel = () => new Refusal(404, 10_003, 'Unknown Channel');
export const unknownMessage = () => new Refusal(404, 10_008, 'Unknown Message');
export const unknownWebhook = () => new Refusal(404, 10_015, 'Unknown Webhook');
export const unknownInteraction = () => new Refusal(404, 10_062, 'Unknown interaction');
export const alreadyAcknowledged = () =>
  new Refusal(400, 40_060, 'Interaction has already been acknowledged.');
export const missingAccess = () => new Refusal(403, 50_001, 'Missing Access');
export const missingPermissions = () => new Refusal(403, 50_013, 'Missing Permissions');
export const invalidWebhookToken = () => new Refusal(401, 50_027, 'Invalid Webhook Token');
export const malformed = (errors: readonly string[]) =>
  errors[0]?.startsWith('empty:')
    ? new Refusal(400, 50_006, 'Cannot send an empty message')
    : new Refusal(400, 50_035, 'Invalid Form Body', errors);

/** What a refusal says of each field (docs.discord.com, reference, error messages); an array's keys are its places. */
export function errorTree(errors: readonly string[]): object {
  const tree: Tree = {};
  for (const breach of errors) {
    const [place = '', ...said] = breach.split(':');
    let at = tree;
    for (const name of place.split(/[.[\]]+/).filter((one) => one !== '')) {
      at[name] ??= {};
      at = at[name] as Tree;
    }
    at._errors = [{ code: 'BASE_TYPE_BAD', message: said.join(':').trim() }];
  }
  return tree;
}

interface Tree {
  [name: string]: unknown;
}
