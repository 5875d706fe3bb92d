import type { Text } from '../../base/text.ts';
import type { View } from '../../view/view.ts';

/** A view that says something besides, quietly. */
export function withNote(view: View, text: Text): View {
  return { ...view, parts: [...view.parts, { kind: 'note', text }] };
}
