// Numbers as package internal/search writes them into text: digits of base 32,
// the lowest first; those of the second half of the letters are followed by
// more.

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digits = new Uint8Array(128);
[...letters].forEach((letter, digit) => {
  digits[letter.charCodeAt(0)] = digit;
});

/** Returns the numbers of a text, one at each call; undefined after the last. */
export function reader(text) {
  let at = 0;
  return () => {
    if (at >= text.length) return undefined;
    let number = 0;
    for (let scale = 1; ; scale *= 32) {
      const digit = digits[text.charCodeAt(at++)];
      number += (digit & 31) * scale;
      if (digit < 32) return number;
    }
  };
}
