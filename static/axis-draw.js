// Draws the axis on its canvas: what is in view, and nothing else.

import { laneHead, rowHeight, visible } from './axis-layout.js';
import { day, stepFor, times, year } from './axis-scale.js';
import { number as written } from './texts.js';

export const foot = 44; // pixels below the axis: two lines of type
export const eraHeight = 20;
export const signs = { within: 1, circa: 2, openStart: 4, openEnd: 8, softStart: 16, softEnd: 32, struck: 64, split: 128 };

const fadeLength = 90; // pixels
const least = 64; // pixels that a label needs to be worth it
const longest = 420; // pixels of a label
const gap = 16; // between the middle of a mark and its label

const widths = new Map(); // of labels, by font and text
const cuts = new Map(); // labels with an end that had no room

function measured(context, text) {
  const key = context.font + text;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear();
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** A text, cut where there is no room for all of it; '' where hardly any would be left. */
function fitted(context, text, room) {
  if (room < least && measured(context, text) > room) return '';
  if (measured(context, text) <= room) return text;
  const step = Math.floor(room / 8) * 8; // so that a view that moves cuts no label anew at each frame
  const key = `${context.font}${step} ${text}`;
  let cut = cuts.get(key);
  if (cut === undefined) {
    if (cuts.size > 5000) cuts.clear();
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(`${text.slice(0, middle)}…`).width <= step) low = middle;
      else high = middle - 1;
    }
    cut = low > 4 ? `${text.slice(0, low).replace(/[\s\uD800-\uDBFF]+$/, '')}…` : '';
    cuts.set(key, cut);
  }
  return cut;
}

/**
 * Draws a view.
 *
 * @param {CanvasRenderingContext2D} context scaled to CSS pixels
 * @param {object} view width, height, backwards, from, scale (pixels for a second), theme, write
 * @param {object} scene data, eras, rows of eras, lanes, most events in a column, today, selected, pointed, texts
 * @returns {{x: number, y: number, half: number, item: object}[]} what can be pointed at
 */
export function draw(context, view, scene) {
  const { width, height, theme } = view;
  const to = view.from + width / view.scale;
  const x = (time) => (view.backwards ? width - (time - view.from) * view.scale : (time - view.from) * view.scale);
  const ground = height - foot;
  const targets = [];
  context.clearRect(0, 0, width, height);
  context.direction = view.backwards ? 'rtl' : 'ltr';
  context.textBaseline = 'middle';
  context.lineCap = 'butt';
  bands(context, view, scene, x, ground);
  calendar(context, view, x, to, ground);
  today(context, view, scene, x, ground);
  for (const lane of scene.lanes) {
    if (lane.line) {
      context.fillStyle = theme.rule;
      context.fillRect(0, lane.top, width, 1);
    }
    const heights = Math.max(8, lane.bottom - lane.top - (lane.name ? laneHead : 8) - 14);
    const shown = [];
    const margin = 260 / view.scale; // of labels that begin before the view
    visible(lane.layout, view.from - margin, to + 30 / view.scale, (item) => shown.push(item));
    for (const item of shown) if (item.members) targets.push(column(context, view, scene, lane, item, x, heights));
    context.font = theme.label;
    for (const item of shown) if (!item.members) bar(context, view, scene, lane, item, x);
    for (const item of shown) if (!item.members) turn(context, view, scene, item, x);
    for (const item of shown) if (!item.members) targets.push(mark(context, view, scene, lane, item, x));
    if (lane.name) laneName(context, view, lane);
  }
  eraNames(context, view, scene, x);
  context.fillStyle = theme.ink;
  context.fillRect(0, ground, width, 1);
  return targets.filter(Boolean);
}

function bands(context, { theme, width }, { eras }, x, ground) {
  for (const era of eras) {
    const [start, end] = sides(era, x, width);
    const left = Math.min(start, end);
    const right = Math.max(start, end);
    if (right < 0 || left > width) continue;
    context.fillStyle = theme.band;
    context.fillRect(Math.max(left, -2), 0, Math.min(right, width + 2) - Math.max(left, -2), ground);
    context.fillStyle = theme.accent;
    context.globalAlpha = 0.35;
    for (const [edge, open] of [[start, era.signs & signs.openStart], [end, era.signs & signs.openEnd]]) {
      if (!open) context.fillRect(Math.round(edge), 0, 1, ground);
    }
    context.globalAlpha = 1;
  }
}

/** Where an era begins and ends; open sides lie beyond the view. */
function sides(era, x, width) {
  const beyond = x(era.from + 1) >= x(era.from) ? width + 1e4 : -1e4;
  const start = era.signs & signs.openStart ? (beyond > 0 ? -1e4 : width + 1e4) : x(era.from);
  const end = era.signs & signs.openEnd ? beyond : x(era.to);
  return [clamp(start, -1e4, width + 1e4), clamp(end, -1e4, width + 1e4)];
}

function eraNames(context, { theme, width, backwards }, { eras }, x) {
  context.font = theme.strong;
  context.textAlign = 'start';
  for (const era of eras) {
    const [start, end] = sides(era, x, width);
    const left = Math.max(0, Math.min(start, end));
    const right = Math.min(width, Math.max(start, end));
    const text = right - left > 30 ? fitted(context, era.title, right - left - 14) : '';
    if (!text) continue;
    context.fillStyle = theme.quiet;
    context.fillText(text, backwards ? right - 7 : left + 7, 11 + era.row * eraHeight);
  }
}

/** The lines of the calendar, what they are, and what these lie in. */
function calendar(context, { theme, width, scale, from, write, backwards }, x, to, ground) {
  const step = stepFor(scale, from, to, write);
  context.font = theme.label;
  context.textAlign = 'center';
  const lines = times(step, from - step.seconds, to + step.seconds);
  context.fillStyle = theme.rule;
  for (const time of lines) context.fillRect(Math.round(x(time)), 0, 1, ground);
  context.fillStyle = theme.quiet;
  for (const time of lines) {
    const at = x(time);
    context.fillRect(Math.round(at), ground, 1, 5);
    const text = write.tick(time, step);
    const half = measured(context, text) / 2;
    if (at >= half && at <= width - half) context.fillText(text, at, ground + 15);
  }
  if (!step.above) return;
  const above = { day: { unit: 'day', n: 1, seconds: day }, month: { unit: 'month', n: 1, seconds: year / 12 }, year: { unit: 'year', n: 1, seconds: year } }[step.above];
  const starts = times(above, from, to, 60);
  context.fillStyle = theme.ink;
  for (const time of starts) context.fillRect(Math.round(x(time)), ground, 1, 36);
  context.font = theme.strong;
  context.textAlign = 'start';
  const sign = backwards ? -1 : 1;
  const first = backwards ? width : 0;
  // The one that the view begins in stays in sight until the next pushes it out.
  [from, ...starts].forEach((time, i) => {
    const text = write.above(time, step.above);
    const begin = i === 0 ? first + sign * 2 : x(time) + sign * 5;
    const next = i < starts.length ? x(starts[i]) : backwards ? -1e4 : width + 1e4;
    if ((next - begin) * sign < measured(context, text) + 8) return;
    context.fillText(text, begin, ground + 32);
  });
}

function today(context, { theme, width }, { now, texts, eraRoom }, x, ground) {
  const at = x(now);
  if (!(at >= 0 && at <= width)) return;
  context.fillStyle = theme.accent;
  context.fillRect(Math.round(at), 0, 1.5, ground);
  context.font = theme.strong;
  const half = measured(context, texts.today) / 2 + 6;
  const left = clamp(at, half, width - half);
  context.fillStyle = theme.accent;
  context.fillRect(left - half, eraRoom + 2, half * 2, 17);
  context.fillStyle = theme.paper;
  context.textAlign = 'center';
  context.fillText(texts.today, left, eraRoom + 11);
}

function laneName(context, { theme, width, backwards }, { name, count, top }) {
  context.font = theme.strong;
  context.textAlign = 'start';
  const text = fitted(context, name, Math.min(width * 0.6, 320)) || name.slice(0, 12);
  const room = measured(context, text);
  const number = ` ${written(count)}`;
  const at = backwards ? width - 2 : 2;
  const sign = backwards ? -1 : 1;
  context.strokeStyle = theme.paper;
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.globalAlpha = 0.85;
  context.strokeText(text, at, top + 10);
  context.globalAlpha = 1;
  context.fillStyle = theme.ink;
  context.fillText(text, at, top + 10);
  context.font = theme.label;
  context.fillStyle = theme.quiet;
  context.fillText(number, at + sign * (room + 3), top + 10);
}

/** A column of events that have no room beside each other: as high as they are many. */
function column(context, { theme }, scene, lane, item, x, heights) {
  item.kind ??= item.members.every((event) => scene.data.kind[event] === scene.data.kind[item.members[0]]) ? scene.data.kind[item.members[0]] : -1;
  const count = item.members.length;
  const high = Math.max(4, (heights * count) / scene.most);
  const one = x(item.from);
  const other = x(item.to);
  const left = Math.min(one, other) + 2;
  const wide = Math.abs(other - one) - 4;
  const top = lane.bottom - high - 1;
  const selected = item.members.includes(scene.selected);
  context.fillStyle = selected || scene.pointed === item ? theme.accent : item.kind >= 0 ? theme.kinds[item.kind].color : theme.column;
  context.globalAlpha = item.kind >= 0 && !selected ? 0.7 : 1;
  context.fillRect(left, top, wide, high);
  context.globalAlpha = 1;
  context.font = theme.label;
  context.textAlign = 'center';
  context.fillStyle = theme.quiet;
  item.text ??= written(count);
  if (measured(context, item.text) <= wide + 6) context.fillText(item.text, left + wide / 2, top - 8);
  return { x: left + wide / 2, y: top + high / 2, half: Math.max(12, wide / 2), tall: Math.max(12, high / 2 + 8), item };
}

function middleOf(lane, item) {
  return lane.bottom - 5 - (item.row + 0.5) * rowHeight;
}

/** How long a date is, below its mark: a bar, which fades to an end that nobody knows. */
function bar(context, view, scene, lane, { event, row }, x) {
  const { theme, width } = view;
  const { from, to, signs: all } = scene.data;
  const has = all[event];
  const open = has & (signs.openStart | signs.openEnd);
  if (!open && (to[event] - from[event]) * view.scale < 14) return;
  const forward = view.backwards ? -1 : 1;
  let start = x(from[event]);
  let end = x(to[event]);
  const kind = theme.kinds[scene.data.kind[event]];
  const top = middleOf(lane, { row }) + 9;
  if (has & signs.openEnd) end = Math.max(0, (end - start) * forward) * forward + start + forward * fadeLength;
  if (has & signs.openStart) start -= forward * fadeLength;
  const left = clamp(Math.min(start, end), -fadeLength * 2, width + fadeLength * 2);
  const right = clamp(Math.max(start, end), -fadeLength * 2, width + fadeLength * 2);
  if (right - left < 1) return;
  const softStart = has & signs.openStart ? fadeLength : has & (signs.softStart | (has & signs.within ? signs.circa : 0)) ? Math.min(fadeLength, (right - left) * 0.3) : 0;
  const softEnd = has & signs.openEnd ? fadeLength : has & (signs.softEnd | (has & signs.within ? signs.circa : 0)) ? Math.min(fadeLength, (right - left) * 0.3) : 0;
  if (softStart || softEnd) {
    const shade = context.createLinearGradient(start, 0, end, 0);
    const length = Math.abs(end - start);
    shade.addColorStop(0, softStart ? kind.clear : kind.color);
    if (softStart) shade.addColorStop(Math.min(0.5, softStart / length), kind.color);
    if (softEnd) shade.addColorStop(Math.max(0.5, 1 - softEnd / length), kind.color);
    shade.addColorStop(1, softEnd ? kind.clear : kind.color);
    context.fillStyle = shade;
  } else context.fillStyle = kind.color;
  context.globalAlpha = has & signs.within ? 0.3 : 0.6;
  context.fillRect(left, top, right - left, 4);
  context.globalAlpha = 1;
}

/**
 * Turns a label to the other side of its mark where the view ends: item.turned is
 * the room that it has there, 0 for all others.
 */
function turn(context, { theme, width, backwards }, { data }, item, x) {
  item.turned = 0;
  const at = x(item.at);
  const edge = (backwards ? at : width - at) - gap;
  if (edge > longest || edge < -gap) return;
  const forward = backwards ? -1 : 1;
  context.font = data.importance[item.event] > 3 ? theme.strong : theme.label;
  const wanted = Math.min(measured(context, data.titles[item.event]), longest);
  if (edge >= wanted) return;
  const free = Math.min((at - x(item.free)) * forward - gap - 8, (backwards ? width - at : at) - gap);
  if (free > edge && free >= Math.min(wanted, least)) item.turned = Math.min(wanted + 1, free);
}

/** An event: its mark, and its title where there is room. */
function mark(context, view, scene, lane, item, x) {
  const { theme, width, backwards, scale } = view;
  const { event } = item;
  const { data } = scene;
  const kind = theme.kinds[data.kind[event]];
  const forward = backwards ? -1 : 1;
  const y = middleOf(lane, item);
  const edge = backwards ? width - 10 : 10;
  let at = x(item.at);
  const end = x(data.to[event]);
  // A bar that began before the view keeps its mark in sight.
  const before = (at - edge) * forward < 0;
  if (before && (end - edge) * forward > 30 && (data.to[event] - data.from[event]) * scale > 40) at = edge;
  if (at < -280 || at > width + 280) return null;
  const strong = scene.selected === event;
  if (strong || scene.pointed?.event === event) {
    context.fillStyle = theme.accent;
    context.globalAlpha = strong ? 0.25 : 0.15;
    context.beginPath();
    context.arc(at, y, 13, 0, 7);
    context.fill();
    context.globalAlpha = 1;
    if (strong) {
      context.strokeStyle = theme.accent;
      context.lineWidth = 2;
      context.stroke();
    }
  }
  if (at > -20 && at < width + 20) shape(context, theme, kind, data.signs[event], at, y);
  context.font = data.importance[event] > 3 ? theme.strong : theme.label;
  const turned = item.turned > 0;
  const room = turned ? item.turned : Math.min((x(item.next) - at) * forward - gap - 6 - (item.after?.turned ? item.after.turned + gap : 0), longest);
  context.textAlign = turned ? 'end' : 'start';
  const text = fitted(context, data.titles[event], room);
  const side = turned ? -forward : forward;
  if (text) {
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.strokeStyle = theme.paper;
    context.globalAlpha = 0.8;
    context.strokeText(text, at + side * gap, y + 0.5);
    context.globalAlpha = 1;
    context.fillStyle = data.signs[event] & signs.struck ? theme.quiet : theme.ink;
    context.fillText(text, at + side * gap, y + 0.5);
  }
  const wide = text ? measured(context, text) + gap : 12;
  return { x: at + side * (wide / 2 - 6), y, half: wide / 2 + 8, tall: 12, item, mark: at };
}

function shape(context, theme, kind, has, at, y) {
  context.save();
  context.translate(at, y);
  context.lineJoin = 'round';
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.stroke(kind.path);
  if (has & (signs.circa | signs.struck) || kind.hollow) {
    context.fillStyle = theme.paper;
    context.fill(kind.path);
    context.strokeStyle = kind.color;
    context.lineWidth = kind.hollow ? 2.6 : 2;
    if (has & signs.circa) context.setLineDash([2.2, 1.6]);
    context.stroke(kind.path);
    context.setLineDash([]);
  } else {
    context.fillStyle = kind.color;
    context.fill(kind.path);
  }
  if (has & (signs.struck | signs.split)) {
    context.strokeStyle = has & signs.struck ? theme.ink : theme.paper;
    context.lineWidth = has & signs.struck ? 2 : 3.5;
    context.beginPath();
    if (has & signs.struck) {
      context.moveTo(-9, 7);
      context.lineTo(9, -7);
    } else {
      context.moveTo(-9, 0);
      context.lineTo(9, 0);
    }
    context.stroke();
  }
  context.restore();
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
