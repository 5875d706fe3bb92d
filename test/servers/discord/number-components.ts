import type { Component } from './space.ts';

/** Gives every component the number that Discord gives to those without one. */
export function numbered(components: readonly Component[]): readonly Component[] {
  const used = new Set(components.flatMap(idsIn));
  let next = 1;
  const withId = (component: Component): Component => {
    const { components: inner, accessory, component: single } = component;
    let { id } = component;
    if (typeof id !== 'number' || id === 0) {
      while (used.has(next)) next += 1;
      id = next;
      next += 1;
    }
    return {
      ...component,
      id,
      ...(Array.isArray(inner) ? { components: inner.map(withId) } : {}),
      ...(isComponent(accessory) ? { accessory: withId(accessory) } : {}),
      ...(isComponent(single) ? { component: withId(single) } : {}),
    };
  };
  return components.map(withId);
}

function idsIn({ id, components }: Component): readonly number[] {
  const inner = Array.isArray(components) ? (components as Component[]).flatMap(idsIn) : [];
  return typeof id === 'number' ? [id, ...inner] : inner;
}

function isComponent(value: unknown): value is Component {
  return typeof value === 'object' && value !== null && 'type' in value;
}
