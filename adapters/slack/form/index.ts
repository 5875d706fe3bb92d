export { formErrors, readValues } from './answers.ts';
export { lineOf } from './line.ts';
export { formView, suggestOptions } from './view.ts';
