const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const V4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/** The version of an IP address as text, or 0 where it is none. One of version 6 is what stands in brackets in a URL. */
export function ipVersion(text: string): 0 | 4 | 6 {
  if (V4.test(text)) return 4;
  return /^[0-9A-Fa-f:.]+$/.test(text) && URL.canParse(`http://[${text}]/`) ? 6 : 0;
}
