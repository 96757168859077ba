/** Puts values in the places of %s. */
export function fill(text, ...values) {
  return text.replace(/%s/g, () => values.shift());
}
