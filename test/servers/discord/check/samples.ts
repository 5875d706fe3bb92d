import type { MessageContext } from './message.ts';

/** Bodies that nothing is wrong with, to break. */
export const CREATE: MessageContext = { kind: 'create', uploaded: [], wasV2: false };
export const silent = { allowed_mentions: { parse: [] } };
export const long = (length: number) => 'x'.repeat(length);
export const many = <T>(length: number, one: (at: number) => T): T[] =>
  Array.from({ length }, (_, at) => one(at));
export const text = (content = 'x') => ({ type: 10, content });
export const button = (more: object = {}, id = 'a') => ({
  type: 2,
  style: 1,
  label: 'x',
  custom_id: id,
  ...more,
});
export const link = (more: object = {}) => ({
  type: 2,
  style: 5,
  label: 'x',
  url: 'https://x.example',
  ...more,
});
export const option = (at = 0, more: object = {}) => ({ label: `l${at}`, value: `v${at}`, ...more });
export const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: [option()], ...more });
export const row = (...components: object[]) => ({ type: 1, components });
export const card = (...components: object[]) => ({ type: 17, components });
export const section = (more: object = {}) => ({
  type: 9,
  components: [text()],
  accessory: button(),
  ...more,
});
export const plain = (...components: object[]) => ({ content: 'x', components, ...silent });
export const v2 = (...components: object[]) => ({ flags: 32_768, components, ...silent });
export const file = (url: string) => ({ type: 13, file: { url } });
export const embed = (more: object) => ({ ...silent, embeds: [more] });

/** What Discord takes, what it does not, and what is wrong with that. */
export type MessageCase = readonly [
  name: string,
  right: object,
  wrong: object,
  breach: string,
  about?: Partial<MessageContext>,
];
