/** How what a job did is asked for anew; null of those from before. */
export const again = `
  ALTER TABLE jobs ADD COLUMN again_json TEXT;
`;
