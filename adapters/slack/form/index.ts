export { formErrors, readValues } from './answers.ts';
export { formView, suggestOptions } from './view.ts';
