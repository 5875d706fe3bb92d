export { holdsRules } from './holds.ts';
export { ignoresLinkLocal } from './link-local.ts';
export { loadedRules, loadRules } from './nft.ts';
export { HOOK_FILE, NAMES_FOLDER, RULES_FILE } from './places.ts';
export { type GuardedNetwork, writeRules } from './rule-set.ts';
