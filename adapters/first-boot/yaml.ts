import { stringify } from 'yaml';

/**
 * Settings as YAML that every reader reads alike. Readers of seeds know YAML 1.1 (PyYAML), to which `on`, `no`, `1e3`
 * and `12:30:00` are no texts, and simple ones know no folded lines: each text is quoted, on a line of its own.
 */
export function yamlOf(settings: Readonly<Record<string, unknown>>): string {
  return stringify(settings, {
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
  });
}
