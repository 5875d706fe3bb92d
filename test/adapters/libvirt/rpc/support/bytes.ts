/** Bytes from hexadecimal digits; spaces are for the reader. */
export const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
