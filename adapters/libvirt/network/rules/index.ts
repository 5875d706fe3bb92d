export { holdsRules } from './holds.ts';
export { ignoreLinkLocal, ignoresLinkLocal } from './link-local.ts';
export { loadedRules, loadRules } from './nft.ts';
export { HOOK_FILE, NAMES_FOLDER, RULES_FILE } from './places.ts';
export { type GuardedNetwork, rulesOf, writeRules } from './rule-set.ts';
export { isWritten, writeRulesFile, writtenRules } from './rules-file.ts';
