export {
  filesIn,
  formErrors,
  givenTwice,
  readValues,
  type UploadedFile,
} from './answers.ts';
export { fileField } from './file-field.ts';
export { formView, suggestOptions } from './view.ts';
