/**
 * What Slack refuses, stated once more and apart from what labvm keeps to. Numbers: docs.slack.dev, Block Kit
 * reference, surfaces/modals, apis/web-api/rate-limits; 13 200 from slackapi/bolt-js#2509.
 */
export const MOST = {
  messageBlocks: 50,
  modalBlocks: 100,
  text: 3000,
  headerText: 150,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  altText: 2000,
  id: 255,
  actionsElements: 25,
  contextElements: 10,
  sectionFields: 10,
  fieldText: 2000,
  options: 100,
  optionText: 75,
  optionValue: 150,
  overflowOptions: 5,
  radioOptions: 10,
  inputLength: 3000,
  filesInInput: 10,
  tableRows: 100,
  tableColumns: 20,
  /** With its head; of all its cells together, in characters (docs.slack.dev, data table block). */
  dataTableRows: 101,
  dataTablePage: 100,
  dataTableText: 10_000,
  markdown: 12_000,
  allText: 13_200,
  messageText: 40_000,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

/** Posts: one a second a channel, in short bursts. Edits: tier 3 for the whole app in a workspace. */
export const RATES = { postsPerSecond: 1, postBurst: 3, editsPerMinute: 50 } as const;

export const ACK_MS = 3000;
export const TRIGGER_MS = 3000;
export const RESPONSE_USES = 5;
export const RESPONSE_MS = 30 * 60 * 1000;
export const TIMESTAMP_S = 5 * 60;
