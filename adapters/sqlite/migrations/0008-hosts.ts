/** The host that a reservation counts on; none of before says which: there was one. */
export const hosts = `
ALTER TABLE reservations ADD COLUMN host TEXT;
`;
