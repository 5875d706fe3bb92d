import { DiscordAPIError } from 'discord.js';
import { expect, it } from 'vitest';
import { failureOf } from '../../../../adapters/discord/rest/failure.ts';

/** As the SDK throws what Discord answers. */
function refusedWith(errors: object | undefined): DiscordAPIError {
  const raw = { code: 50_035, message: 'Invalid Form Body', ...(errors ? { errors } : {}) };
  const request = { body: { content: 'a secret' }, files: [] };
  return new DiscordAPIError(raw as never, 50_035, 400, 'POST', 'https://discord.com/x', request);
}

it('names the fields that Discord finds fault with, and nothing of what stood in them', () => {
  const failure = failureOf(
    refusedWith({
      components: {
        0: {
          components: {
            1: { custom_id: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: '"a secret" is long' }] } },
          },
        },
      },
      content: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] },
      'a secret, as a name': { _errors: [{ code: 'a secret!', message: '' }] },
    }),
  );
  expect(failure).toEqual({
    kind: 'malformed',
    code: 50_035,
    why: 'Invalid Form Body',
    fields: [
      'components.0.components.1.custom_id: BASE_TYPE_BAD_LENGTH',
      'content: BASE_TYPE_REQUIRED',
      '…: …',
    ],
  });
});

it('names no more than ten, and none where Discord names none', () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`f${at}`, { _errors: [{ code: 'BAD', message: '' }] }]),
  );
  expect(failureOf(refusedWith(many))).toMatchObject({ fields: { length: 10 } });
  expect(failureOf(refusedWith(undefined))).not.toHaveProperty('fields');
});
