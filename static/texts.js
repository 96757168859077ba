// What scripts say: the pages have the texts, in their language.

/** Puts values in the places of {0}, {1} and so on. */
export function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (place, n) => values[n] ?? place);
}

/** A number as the page's language writes it. */
export function number(n) {
  return n.toLocaleString(document.documentElement.lang);
}

/**
 * A text in the plural form for a number, which stands in the place of {0}.
 *
 * @param {Record<string, string>} forms by the names that Intl.PluralRules has
 * @param {number} n
 */
export function count(forms, n) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(n);
  return fill(forms[form] ?? forms.other, number(n));
}
