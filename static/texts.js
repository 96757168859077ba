// What scripts say: the pages have the texts, in their language.

/** Puts values in the places of {0}, {1} and so on. */
export function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (place, n) => values[n] ?? place);
}

// To make one takes longer than all that it is used for.
let language, numbers, plurals;

function learn() {
  const { lang } = document.documentElement;
  if (lang === language) return;
  numbers = new Intl.NumberFormat(lang);
  plurals = new Intl.PluralRules(lang);
  language = lang;
}

/** A number as the page's language writes it. */
export function number(n) {
  learn();
  return numbers.format(n);
}

/**
 * A text in the plural form for a number, which stands in the place of {0}.
 *
 * @param {Record<string, string>} forms by the names that Intl.PluralRules has
 * @param {number} n
 */
export function count(forms, n) {
  learn();
  return fill(forms[plurals.select(n)] ?? forms.other, number(n));
}
