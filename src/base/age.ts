/** Which units a time is told in, in seconds; the same in both languages. */
const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** How long something has been, in one unit, or two where the second says something: `40 s`, `2 h 5 min`, `3 d`. */
export function ageOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  const [unit, size] = UNITS[first] ?? ['s', 1];
  const whole = `${Math.floor(seconds / size)} ${unit}`;
  const [smaller, smallerSize] = UNITS[first + 1] ?? ['s', 1];
  const rest = Math.floor((seconds % size) / smallerSize);
  // Seconds are told of what has just begun alone.
  return unit === 'h' && rest > 0 ? `${whole} ${rest} ${smaller}` : whole;
}
