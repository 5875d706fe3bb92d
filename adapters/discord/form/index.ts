export { type FormGiven, formModal } from './modal.ts';
export { readForm } from './read.ts';
