// Where events stand on the axis: lanes, rows within them, and columns of
// events that have no room beside each other. A layout is for a scale, and for
// all of the time: it stays as it is while the reader moves along.

export const rowHeight = 26;
export const laneHead = 18; // of the name of a lane
const reach = 26; // pixels that a mark needs for itself
const labelRoom = 190; // pixels that a label would like
const bucket = 32; // pixels that a column of events takes
const crowded = 0.4; // share of events in columns from which all stand in columns

/**
 * @typedef {object} Item
 * @property {number} event its place; -1 for a column
 * @property {number[]} [members] of a column
 * @property {number} at when its mark stands
 * @property {number} from where it begins, with its bar
 * @property {number} to
 * @property {number} row from the lowest
 * @property {number} next when the next item of the row begins: a label has room until then
 * @property {Item | null} after the next event of the row, if no column is between
 * @property {number} free since when the row is free before it
 */

/**
 * Places the events of one lane.
 *
 * @param {{at: Float64Array, from: Float64Array, to: Float64Array}} data in seconds
 * @param {number[]} events in the order of `at`
 * @param {number} scale pixels for a second
 * @param {number} rows
 * @returns {{items: Item[], until: Float64Array, most: number}} items by their beginning, the latest
 *   end of each and all before it, and the number of events in the largest column
 */
export function place(data, events, scale, rows) {
  const forced = new Set();
  let items = pack(data, events, scale, rows, rows, forced);
  for (let tries = 0; tries < 3 && items.failed; tries++) items = pack(data, events, scale, rows, rows, forced);
  const inColumns = items.reduce((sum, { members }) => sum + (members?.length ?? 0), 0);
  if (inColumns > crowded * events.length) items = pack(data, events, scale, rows, 1, new Set());
  items.sort((a, b) => a.from - b.from);
  let latest = -Infinity;
  const until = Float64Array.from(items, ({ to }) => (latest = Math.max(latest, to)));
  const most = items.reduce((m, { members }) => Math.max(m, members?.length ?? 0), 0);
  return { items, until, most };
}

function pack({ at, from, to }, events, scale, rows, capacity, forced) {
  const width = bucket / scale;
  const half = reach / 2 / scale;
  const buckets = new Map();
  const single = [];
  const long = (event) => (to[event] - from[event]) * scale > 3 * bucket && capacity > 1;
  for (const event of events) {
    const key = Math.floor(at[event] / width);
    if (long(event) && !forced.has(event)) {
      single.push(event);
      continue;
    }
    const members = buckets.get(key);
    if (members) members.push(event);
    else buckets.set(key, [event]);
  }
  const items = [];
  for (const [key, members] of buckets) {
    if (members.length > capacity || (members.length > 1 && forced.has(`${key}`))) {
      items.push({ event: -1, members, at: (key + 0.5) * width, from: key * width, to: (key + 1) * width, row: 0, next: Infinity });
    } else single.push(...members);
  }
  items.sort((a, b) => a.from - b.from);
  const columns = items.slice();
  const start = (event) => Math.min(at[event] - half, from[event]);
  single.sort((a, b) => start(a) - start(b));
  const ends = new Float64Array(rows).fill(-Infinity); // where each row is free again
  const labels = new Float64Array(rows).fill(-Infinity); // and its label has room, too
  const last = new Array(rows);
  let c = 0;
  for (const event of single) {
    const begin = start(event);
    for (; c < columns.length && columns[c].from <= at[event]; c++) {
      for (let row = 0; row < rows; row++) {
        // A mark may touch a column, its label may not.
        ends[row] = Math.max(ends[row], columns[c].to - half);
        labels[row] = Math.max(labels[row], ends[row]);
        if (last[row]) last[row].next = Math.min(last[row].next, columns[c].from);
        last[row] = null;
      }
    }
    let row = labels.findIndex((end) => end <= begin);
    if (row < 0) row = ends.findIndex((end) => end <= begin);
    if (row < 0) {
      // It has no room: its neighbours and it make a column at the next try.
      items.failed = true;
      forced.add(long(event) ? event : `${Math.floor(at[event] / width)}`);
      row = ends.indexOf(Math.min(...ends));
    }
    const end = Math.max(at[event] + half, to[event]);
    const before = last[row];
    const item = { event, at: at[event], from: begin, to: end, row, next: Infinity, after: null, free: ends[row] };
    if (before) Object.assign(before, { next: begin, after: item });
    last[row] = item;
    items.push(item);
    ends[row] = end;
    labels[row] = Math.max(end, at[event] + (reach / 2 + labelRoom) / scale);
  }
  for (; c < columns.length; c++) for (const item of last) if (item) item.next = Math.min(item.next, columns[c].from);
  return items;
}

/**
 * The items of a lane that are in a stretch of time, or whose label may be.
 *
 * @param {(item: Item) => void} visit
 */
export function visible({ items, until }, from, to, visit) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (until[middle] < from) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < items.length && items[i].from <= to; i++) if (items[i].to >= from) visit(items[i]);
}

/** Rows for the names of eras, so that none stands on another: row by place. */
export function eraRows(eras) {
  const ends = [];
  return eras.map(({ from, to }) => {
    let row = ends.findIndex((end) => end <= from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    return row;
  });
}
