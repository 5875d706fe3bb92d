export { type FormGiven, formModal, type Wrong } from './modal.ts';
export { readForm } from './read.ts';
