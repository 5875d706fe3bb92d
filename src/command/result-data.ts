/**
 * The data that stands beside the words in an answer, for programs. Each command says which it gives; all of them stand in
 * docs/json.md.
 */
export type ResultData = Readonly<Record<string, unknown>>;
