/** What begins a private key in the form of PEM (RFC 7468, 2) or SSH.com's, and all that follows it. */
const PEM = /BEGIN\s[A-Z0-9\s]{0,40}PRIVATE\s{1,3}KEY[\s\S]*/i;
/** The same without its first line: `openssh-key-v1` in base64 (OpenSSH's PROTOCOL.key). */
const HEADLESS = /b3BlbnNzaC1rZXktdjE[\s\S]*/;
/** The private part of PuTTY's files, behind the public one (PuTTY's manual, appendix C). */
const PUTTY = /(Private-Lines\s{0,3}:)[\s\S]*/i;

/** A text without the private key that was pasted into it; it is read alike, and refused alike. */
export function withoutPrivateKey(text: string): string {
  return text
    .replace(PEM, 'BEGIN PRIVATE KEY …')
    .replace(HEADLESS, 'BEGIN PRIVATE KEY …')
    .replace(PUTTY, '$1 …');
}
