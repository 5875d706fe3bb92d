/**
 * What Discord takes, in characters unless said otherwise (Discord's developer documentation; the page is named
 * above each group).
 */
export const LIMITS = {
  /** resources/message. The OpenAPI file allows 4000, which bots are refused. */
  content: 2000,
  nonce: 25,
  filesInMessage: 10,
  embedsInMessage: 10,
  embedTitle: 256,
  embedDescription: 4096,
  embedFields: 25,
  embedFieldName: 256,
  embedFieldValue: 1024,
  embedFooter: 2048,
  /** Over all embeds of a message. */
  textInEmbeds: 6000,

  /** components/reference: Components V2, nested ones counted, text of all of them together. */
  componentsInMessage: 40,
  textInComponents: 4000,
  textsInSection: 3,
  mediaInGallery: 10,
  mediaDescription: 1024,

  /** components/reference: what can be pressed and chosen. */
  customId: 100,
  /** Of a message without Components V2. */
  rowsInMessage: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  selectsInRow: 1,
  selectOptions: 25,
  selectPlaceholder: 150,
  optionLabel: 100,
  optionValue: 100,
  optionDescription: 100,

  /** interactions/receiving-and-responding and components/reference: modals. */
  modalTitle: 45,
  modalComponents: 5,
  /** Of a radio group: 2 to 10. */
  leastRadios: 2,
  labelText: 45,
  labelDescription: 100,
  inputPlaceholder: 100,
  inputValue: 4000,

  /** interactions/application-commands. */
  commands: 100,
  /** Options or subcommands of one command. */
  commandOptions: 25,
  commandName: 32,
  commandDescription: 100,
  /** Names, descriptions and values of one command, of each text the longest of its languages. */
  commandCharacters: 8000,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  /** `min_length` and `max_length` of a text option. */
  optionLength: 6000,

  /** No page says how long the name of an attachment may be; what every file system takes. */
  fileNameLength: 255,

  /** interactions/receiving-and-responding, in milliseconds: the first response, and edits after it. */
  firstResponseMs: 3000,
  tokenMs: 15 * 60_000,
} as const;
