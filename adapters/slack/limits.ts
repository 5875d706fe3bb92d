/**
 * What Slack takes, in characters unless said otherwise (docs.slack.dev, Block Kit reference; the sum of all blocks
 * from slackapi/bolt-js#2509, as Slack does not publish it).
 */
export const LIMITS = {
  blocksInMessage: 50,
  blocksInModal: 100,
  elementsInActions: 25,
  text: 3000,
  header: 150,
  buttonText: 75,
  buttonValue: 2000,
  /** `action_id` and `block_id`. */
  id: 255,
  options: 100,
  optionText: 75,
  optionValue: 150,
  optionGroups: 100,
  contextElements: 10,
  tableRows: 100,
  tableColumns: 20,
  /** A page of a data table; Slack takes 100, and shows 5 unless it is said. */
  dataTablePage: 20,
  /** The text of all blocks of a message; Slack refuses about 13 200. */
  textInMessage: 12_000,
  /** `text` of a message: Slack recommends at most this. */
  messageText: 4000,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  placeholder: 150,
  inputLabel: 2000,
  inputHint: 2000,
  /** `max_length` of a text input. */
  inputValue: 3000,
  altText: 2000,
  buttonUrl: 3000,
} as const;
