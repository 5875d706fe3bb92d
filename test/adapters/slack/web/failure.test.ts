import { ErrorCode } from '@slack/web-api';
import { expect, it } from 'vitest';
import { failureOf } from '../../../../adapters/slack/web/failure.ts';

/** As the SDK throws what Slack answers. */
function refusedWith(messages: readonly string[]) {
  const data = { ok: false, error: 'invalid_blocks', response_metadata: { messages } };
  return Object.assign(new Error('An API error occurred'), { code: ErrorCode.PlatformError, data });
}

it('names the fields that Slack finds fault with, and nothing of what stood in them', () => {
  const failure = failureOf(
    refusedWith([
      '[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]',
      '[ERROR] invalid url "https://a-secret.example" [json-pointer:/blocks/1/elements/0/url]',
      'unsupported type: a-secret [json-pointer:/blocks/2/type]',
      'a sentence without a field',
    ]),
  );
  expect(failure).toEqual({
    kind: 'malformed',
    code: 'invalid_blocks',
    fields: [
      '/blocks/0/text/text: must be more than 0 characters',
      '/blocks/1/elements/0/url: invalid url',
      '/blocks/2/type: unsupported type',
    ],
  });
});

it('names the kind of block that a workspace does not have, if it is one that labvm sends', () => {
  const failure = failureOf(refusedWith(['unsupported type: plan [json-pointer:/blocks/2/type]']));
  expect(failure).toMatchObject({ why: 'unsupported type: plan' });
});

it('names none where Slack names none', () => {
  expect(failureOf(refusedWith([]))).not.toHaveProperty('fields');
});
