import { XMLBuilder, XMLParser } from 'fast-xml-parser';

/** An element as fast-xml-parser has it: attributes begin with `@`, a text beside them is `#text`. */
export type Xml = { readonly [key: string]: unknown };

/** Longer than any description of a domain, a volume or a host; what is longer is no such thing. */
const MOST_CHARACTERS = 2_000_000;

const NAMES = { ignoreAttributes: false, attributeNamePrefix: '@' } as const;

const parser = new XMLParser({
  ...NAMES,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

const builder = new XMLBuilder({ ...NAMES, suppressBooleanAttributes: false, suppressEmptyNode: true });

/** Writes XML; every value is escaped. */
export function writeXml(root: Xml): string {
  return builder.build(root);
}

/**
 * Reads XML that came from libvirt, and perhaps from whoever wrote a domain's definition.
 * @throws Error if it is no XML, or longer than any that libvirt has to say
 */
export function readXml(text: string): Xml {
  if (text.length > MOST_CHARACTERS) throw new Error(`XML of ${text.length} characters is not read`);
  return parser.parse(text);
}

/** The element of a name, empty if it is not there. */
export function child(parent: Xml, name: string): Xml {
  const found = parent[name];
  return isXml(found) ? found : {};
}

/** All elements of a name. */
export function children(parent: Xml, name: string): readonly Xml[] {
  const found = parent[name];
  return (Array.isArray(found) ? found : [found]).filter(isXml);
}

/** An attribute, or undefined. */
export function attribute(parent: Xml, name: string): string | undefined {
  const found = parent[`@${name}`];
  return typeof found === 'string' ? found : undefined;
}

/** The text of an element that has attributes or none, or undefined. */
export function textOf(parent: Xml, name: string): string | undefined {
  const found = parent[name];
  const text = isXml(found) ? found['#text'] : found;
  return typeof text === 'string' ? text : undefined;
}

/** The texts of all elements of a name. */
export function textsOf(parent: Xml, name: string): readonly string[] {
  const found = parent[name];
  return (Array.isArray(found) ? found : [found]).filter((entry) => typeof entry === 'string');
}

function isXml(value: unknown): value is Xml {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
