/** Which accounts are one person's, over all chats. A person is known by the id of one of them. */
export interface Accounts {
  personOf(accountId: string): string;
  /** Every account of a person. */
  of(person: string): readonly string[];
}

/** As long as nobody has linked any: each account is a person of its own. */
export const NO_LINKS: Accounts = { personOf: (id) => id, of: (person) => [person] };
