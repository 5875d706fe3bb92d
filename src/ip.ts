import { z } from 'zod';

/** The version of an IP address as text, or 0 where it is none. */
export function ipVersion(text: string): 0 | 4 | 6 {
  if (z.ipv4().safeParse(text).success) return 4;
  return z.ipv6().safeParse(text).success ? 6 : 0;
}
