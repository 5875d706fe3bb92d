import { type Answer, refusal } from '../answer.ts';
import { blockFaults, modalSizes } from '../check-blocks.ts';
import { MOST } from '../limits.ts';
import type { Args, Room } from '../room.ts';
import type { Modal } from '../workspace.ts';

export function openView(
  { trigger_id: trigger, view }: Args,
  { workspace, schemas, triggers, scopes }: Room,
): Answer {
  const given = view as Modal['view'];
  const faults = [
    ...schemas.view(given),
    ...blockFaults(given.blocks, MOST.modalBlocks, schemas),
    ...modalSizes(given),
    ...fileFaults(given, scopes),
  ];
  if (faults.length > 0) throw refusal('invalid_arguments', faults);
  const user = triggers.use(trigger);
  const modal: Modal = { id: `V${workspace.modals.length + 1}`, user, view: given, isOpen: true };
  workspace.modals.push(modal);
  workspace.stage.changed();
  return { view: { id: modal.id, ...given } };
}

/** Who asks for files must be allowed to read them (block-kit, file input element). */
function fileFaults({ blocks }: Modal['view'], scopes: ReadonlySet<string>): readonly string[] {
  const asks = blocks.some(
    ({ element }) => (element as { type?: string } | undefined)?.type === 'file_input',
  );
  return asks && !scopes.has('files:read') ? ['file_input needs the scope files:read'] : [];
}
