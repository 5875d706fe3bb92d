export type { Act, InteractionKey, Pressed } from './act.ts';
export { actOfCommand } from './from-command.ts';
export { actOfComponent } from './from-component.ts';
export { actOfModal } from './from-modal.ts';
export { actOfRequest, invocationOf } from './invocation.ts';
export { actorOf, doerOf } from './person.ts';
