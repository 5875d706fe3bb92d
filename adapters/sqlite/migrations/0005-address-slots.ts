/** The slot on the network that a job's machine will have, held by its reservation until the machine shows it. */
export const addressSlots = `
ALTER TABLE jobs ADD COLUMN address_slot INTEGER;
ALTER TABLE reservations ADD COLUMN address_slot INTEGER;
CREATE UNIQUE INDEX reservations_address_slots ON reservations (address_slot)
  WHERE address_slot IS NOT NULL AND released_at IS NULL;
`;
