// Dates as readers type them.

/**
 * The day that a text names, in days since 1970-01-01; the first of a month or
 * a year. null when it names none.
 *
 * @param {string} text "2024", "June 2024", "12 June 2024", "6/12/2024", "2024-06-12", "44 BC", "today"
 * @param {string} language BCP 47, for the names of months and the order of numbers
 * @param {string} today the word for today in that language
 */
export function readDate(text, language, today) {
  const plain = fold(text).trim();
  if (plain === '') return null;
  if (plain === fold(today)) {
    const now = new Date();
    return dayNumber(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }
  const iso = /^(-?\d{4,})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(plain);
  if (iso) return day(Number(iso[1]), Number(iso[2] ?? 1), Number(iso[3] ?? 1));

  const before = /\b(?:bc|bce)\b|\bb\.\s?c\./.test(plain);
  const numbers = (plain.match(/\d+/g) ?? []).map(Number);
  const month = monthIn(plain, language);
  if (month) {
    const year = numbers.findLast((n) => n > 31) ?? numbers.at(-1);
    if (year === undefined) return null;
    const date = numbers.length > 1 ? numbers.find((n) => n !== year) : 1;
    return day(before ? 1 - year : year, month, date);
  }
  if (numbers.length === 1 && /^\d+\D*$/.test(plain)) {
    const [year] = numbers;
    return (before || /^\d+$/.test(plain)) && year > 0 ? day(before ? 1 - year : year, 1, 1) : null;
  }
  if (numbers.length === 2) return numbers[0] <= 12 ? day(numbers[1], numbers[0], 1) : day(numbers[0], numbers[1], 1);
  if (numbers.length === 3) {
    const [a, b, year] = numbers;
    if (a > 31) return day(a, b, year);
    return monthFirst(language) && a <= 12 ? day(year, a, b) : day(year, b, a);
  }
  return null;
}

function day(year, month, date) {
  if (month < 1 || month > 12 || date < 1 || date > 31) return null;
  return dayNumber(year, month, date);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, in which year 0 is 1 BC. */
export function dayNumber(year, month, date) {
  // Years begin in March, so that a leap day is the last of its year.
  const [y, m] = month < 3 ? [year - 1, month + 12] : [year, month];
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * (m - 3) + 2) / 5) + date - 719469;
}

/** Lower case, no marks, digits of every script as 0 to 9. */
function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]|\u0654(?!\p{L})/gu, '') // the last is a Persian ending
    .replace(/\p{Nd}/gu, (digit) => {
      let zero = digit.codePointAt(0);
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0) - zero < 9) zero--;
      return digit.codePointAt(0) - zero;
    })
    .toLowerCase();
}

/** Some languages have another calendar of their own, which the pages have not. */
const gregorian = { calendar: 'gregory', timeZone: 'UTC' };

/** The month, from 1, whose name or its beginning is in a text; 0 when there is none. */
function monthIn(text, language) {
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const whole = [...words, ...words.filter((word) => /^ב/.test(word)).map((word) => word.slice(1))]; // Hebrew: "in June" is one word
  // Many languages have one form of the name beside a day and another without.
  for (const style of [{ month: 'long', year: 'numeric' }, { month: 'long', day: 'numeric' }, { month: 'short' }, { month: 'short', day: 'numeric' }]) {
    for (const locale of [language, 'en']) {
      const format = new Intl.DateTimeFormat(locale, { ...style, ...gregorian });
      for (let month = 1; month <= 12; month++) {
        const written = fold(format.formatToParts(Date.UTC(2024, month - 1, 1)).find(({ type }) => type === 'month').value);
        if (/\d/.test(written)) continue; // found as a number
        const name = written.replace(/[^\p{L}\p{M}]/gu, '');
        if (whole.includes(name) || words.some((word) => word.length > 2 && name.startsWith(word))) return month;
      }
    }
  }
  return 0;
}

/** Whether a language writes the month before the day. */
function monthFirst(language) {
  const parts = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'numeric', day: 'numeric', ...gregorian }).formatToParts(0);
  const place = (type) => parts.findIndex((part) => part.type === type);
  return place('month') < place('day');
}
