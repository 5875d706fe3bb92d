import { describe, expect, test } from 'vitest';
import { holdsText, textRows } from '../../../../adapters/libvirt/screen/text-screen.ts';

/** A screen of 80 by 25 characters in a font of this test's own: every letter is a pattern of its code's bits. */
function screenOf(lines: readonly string[], width = 720) {
  const height = 400;
  const rgb = new Uint8Array(width * height * 3);
  lines.forEach((line, row) => {
    [...line].forEach((letter, column) => {
      const code = letter === ' ' ? 0 : letter.charCodeAt(0);
      for (let bit = 0; bit < 8; bit += 1) {
        const pixel = ((row * 16 + bit) * width + column * 9 + (bit % 7)) * 3;
        if (code & (1 << bit)) rgb.fill(170, pixel, pixel + 3);
      }
    });
  });
  return { width, height, rgb };
}

const TEXT = 'No bootable device.';
const isOn = (lines: readonly string[], text = TEXT) =>
  textRows(screenOf(lines))?.some((row) => holdsText(row, text));

describe('a text on a screen', () => {
  test('is found in whatever font', () => {
    expect(isOn(['Booting from Hard Disk...', '', TEXT])).toBe(true);
  });

  test.each([
    ['nothing', []],
    ['another text of that length', ['No testable device.', 'No bootable floppy.', 'so long as it waits']],
    ['more behind it', [`${TEXT}  Retrying in 60 seconds.`]],
    ['less of it', ['No bootable device']],
    ['it further on', [`  ${TEXT}`]],
    ['a row of one letter', ['x'.repeat(TEXT.length)]],
  ])('is not found where there is %s', (_what, lines) => {
    expect(isOn(lines)).toBe(false);
  });

  test('is not looked for in another mode', () => {
    expect(textRows(screenOf([TEXT], 1024))).toBeNull();
  });
});
