import { type Answer, refusal } from '../answer.ts';
import { blockFaults, modalSizes } from '../check-blocks.ts';
import { MOST } from '../limits.ts';
import type { Args, Room } from '../room.ts';
import type { Modal } from '../workspace.ts';

export function openView(
  { trigger_id: trigger, view }: Args,
  { workspace, schemas, triggers }: Room,
): Answer {
  const given = view as Modal['view'];
  const faults = [
    ...schemas.view(given),
    ...blockFaults(given.blocks, MOST.modalBlocks, schemas),
    ...modalSizes(given),
  ];
  if (faults.length > 0) throw refusal('invalid_arguments', faults);
  const user = triggers.use(trigger);
  const modal: Modal = { id: `V${workspace.modals.length + 1}`, user, view: given, isOpen: true };
  workspace.modals.push(modal);
  workspace.stage.changed();
  return { view: { id: modal.id, ...given } };
}
