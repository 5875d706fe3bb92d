/** People's public keys. */
export const sshKeys = `
CREATE TABLE ssh_keys (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  comment TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  UNIQUE (person, data)
) STRICT;
`;
