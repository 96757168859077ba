// The calendar on the axis: round steps from minutes to billions of years, and
// how they are written. Times are seconds since 1970-01-01T00:00:00, in the
// proleptic Gregorian calendar. Nothing here knows of a page.

export const day = 86400;
export const year = 31_556_952; // 365.2425 days

/** The days from 1970-01-01 to the first of a month; of any year that a number can say. */
function daysTo(y, month) {
  // A year is taken to begin in March, so that the leap day is its last.
  const from = y - (month < 3 ? 1 : 0);
  const age = Math.floor(from / 400);
  const ofAge = from - age * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return age * 146_097 + ofAge * 365 + Math.floor(ofAge / 4) - Math.floor(ofAge / 100) + ofYear - 719_468;
}

/** The time at which a year, or a month of it, begins. Months are from 1. */
export const begins = (y, month = 1, date = 1) => (daysTo(y, month) + date - 1) * day;

/** The year, month and day of a time. Years are astronomical: 0 is 1 BC. */
export function civil(time) {
  const days = Math.floor(time / day) + 719_468;
  const age = Math.floor(days / 146_097);
  const ofAge = days - age * 146_097;
  const y = Math.floor((ofAge - Math.floor(ofAge / 1460) + Math.floor(ofAge / 36_524) - Math.floor(ofAge / 146_096)) / 365);
  const ofYear = ofAge - (365 * y + Math.floor(y / 4) - Math.floor(y / 100));
  const m = Math.floor((5 * ofYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return { year: y + age * 400 + (month < 3 ? 1 : 0), month, day: ofYear - Math.floor((153 * m + 2) / 5) + 1 };
}

// Unit, how many of it, and the unit that is written beside it. The first
// three are of equal length.
const short = [
  ...[1, 5, 15, 30].map((n) => ({ unit: 'minute', n, seconds: n * 60, above: 'day' })),
  ...[1, 3, 6, 12].map((n) => ({ unit: 'hour', n, seconds: n * 3600, above: 'day' })),
  ...[1, 2, 7].map((n) => ({ unit: 'day', n, seconds: n * day, above: 'month' })),
  ...[1, 3, 6].map((n) => ({ unit: 'month', n, seconds: (n * year) / 12, above: 'year' })),
];

/** Steps, shortest first. */
export function* steps() {
  yield* short;
  for (let base = 1; base <= 1e15; base *= 10) {
    for (const f of [1, 2, 5]) yield { unit: 'year', n: f * base, seconds: f * base * year, above: null };
  }
}

/**
 * The times in a stretch at which a step begins.
 *
 * @returns {number[]} at most `most`
 */
export function times({ unit, n }, from, to, most = 400) {
  const out = [];
  const add = (time) => {
    if (time >= from && time <= to) out.push(time);
    return time <= to && out.length < most;
  };
  if (unit === 'month') {
    const first = civil(from);
    for (let i = Math.floor((first.year * 12 + first.month - 1) / n) * n; add(begins(Math.floor(i / 12), (((i % 12) + 12) % 12) + 1)); i += n);
  } else if (unit === 'year') {
    // Before our era, 1000 BC is round, not the year -1000, which is 1001 BC.
    const round = (y) => (n > 1 && y <= 0 ? y + 1 : y);
    for (let y = Math.floor(civil(from).year / n) * n; add(begins(round(y))); y += n);
  } else {
    const length = { minute: 60, hour: 3600, day }[unit] * n;
    const offset = n === 7 ? 4 * day : 0; // weeks begin on Monday, as 1970-01-05 was
    for (let i = Math.floor((from - offset) / length); add(i * length + offset); i++);
  }
  return out;
}

/** Writes times in a language. */
export function writer(lang) {
  const made = new Map();
  const format = (options) => {
    const key = JSON.stringify(options);
    if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(lang, { timeZone: 'UTC', calendar: 'gregory', ...options }));
    return made.get(key);
  };
  const long = new Intl.NumberFormat(lang, { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 6 });
  const grouped = new Intl.NumberFormat(lang);
  const kinds = {
    minute: { hour: 'numeric', minute: '2-digit' },
    hour: { hour: 'numeric', minute: '2-digit' },
    day: { day: 'numeric' },
    month: { month: 'short' },
  };
  const above = { day: { year: 'numeric', month: 'long', day: 'numeric' }, month: { year: 'numeric', month: 'long' } };

  /** A year, with its era where it needs one. */
  function yearText(y) {
    if (y > 0 && y < 10_000) return format({ year: 'numeric' }).format(at(begins(y)));
    const number = y > 0 ? y : 1 - y;
    const written = number < 10_000 ? String(number) : number < 1e6 ? grouped.format(number) : long.format(number);
    const sample = format({ year: 'numeric', era: 'short' }).formatToParts(at(begins(y > 0 ? 500 : -500)));
    return sample.map(({ type, value }) => (type === 'year' ? written : value)).join('');
  }

  const at = (time) => new Date(time * 1000);

  return {
    /** What stands at a tick. */
    tick: (time, { unit }) => (unit === 'year' ? yearText(civil(time).year) : format(kinds[unit]).format(at(time))),
    /** What stands below ticks, for the stretch that they lie in. */
    above(time, unit) {
      const { year: y } = civil(time);
      return unit === 'year' || y < 1 || y > 9999 ? yearText(y) : format(above[unit]).format(at(time));
    },
    year: yearText,
  };
}

/** The step whose ticks have room for what they say, on a scale of pixels for a second. */
export function stepFor(scale, from, to, write) {
  let widest;
  for (const step of steps()) {
    widest = step;
    const room = step.seconds * scale;
    if (room < 34) continue;
    const sample = [times(step, from, to, 1)[0] ?? from, to].map((time) => write.tick(time, step).length);
    if (room >= Math.max(...sample) * 6.6 + 18) return step;
  }
  return widest;
}

/**
 * A time as an address has it, as exact as a view of that length needs: a date
 * of ISO 8601, or a year after a Y where that has none.
 */
export function write(time, span) {
  const { year: y, month, day: date } = civil(time);
  if (y < 1 || y > 9999 || span > 2000 * year) {
    const digits = Math.max(0, Math.ceil(-Math.log10(span / year / 1000)));
    return `Y${(y + (time - begins(y)) / year).toFixed(Math.min(9, digits))}`;
  }
  const two = (n) => String(n).padStart(2, '0');
  const text = `${String(y).padStart(4, '0')}-${two(month)}-${two(date)}`;
  if (span > 1000 * day) return text;
  const left = Math.floor((time - Math.floor(time / day) * day) / 60);
  return left ? `${text}T${two(Math.floor(left / 60))}:${two(left % 60)}` : text;
}

/** The time that an address has, NaN for none. */
export function read(text) {
  const far = /^Y(-?\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (far) {
    const y = Math.floor(Number(far[1]));
    return Math.abs(y) < 1e15 ? begins(y) + (Number(far[1]) - y) * year : NaN;
  }
  const near = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?$/.exec(text ?? '');
  if (!near) return NaN;
  const [, y, month, date, hour = 0, minute = 0] = near.map(Number);
  if (month < 1 || month > 12 || date < 1 || date > 31) return NaN;
  return begins(y, month, date) + (hour || 0) * 3600 + (minute || 0) * 60;
}
