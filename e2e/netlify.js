// What static hosts make of _headers and _redirects, which are built with a
// site. Of two rules that set the same header Cloudflare Pages sends both
// values, with a comma between, and Netlify the later: the tests are served the
// former, which forbids more.

import { readFileSync } from 'node:fs';

/** @typedef {{path: string, headers: [string, string][]}} Rule path: with at most one *; headers: by name in small letters */

/** @returns {Rule[]} the rules of a file named _headers */
export function readHeaders(file) {
  const rules = [];
  lines(file).forEach(([text, number]) => {
    const pair = /^([\w-]+):\s*(.+)$/.exec(text);
    if (text.startsWith('/')) {
      if (text.split('*').length > 2) throw new Error(`${file}:${number}: more than one *: ${text}`);
      rules.push({ path: text, headers: [] });
    } else if (pair && rules.length > 0) {
      rules.at(-1).headers.push([pair[1].toLowerCase(), pair[2]]);
    } else {
      throw new Error(`${file}:${number}: cannot read: ${text}`);
    }
  });
  return rules;
}

/** @returns {Map<string, {to: string, status: number}>} by old address, as browsers send it */
export function readRedirects(file) {
  const redirects = new Map();
  for (const [text, number] of lines(file)) {
    const [from, to, status, ...rest] = text.split(/\s+/);
    if (!from.startsWith('/') || !to || !/^30[1278]!?$/.test(status) || rest.length > 0) throw new Error(`${file}:${number}: cannot read: ${text}`);
    if (!status.endsWith('!')) redirects.set(from, { to, status: Number(status) });
  }
  return redirects;
}

/** The lines that say something, with their numbers. */
function lines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, i) => [line.trim(), i + 1])
    .filter(([text]) => text !== '' && !text.startsWith('#'));
}

/** Headers for the path of an address, as browsers send it. */
export function headersFor(rules, path, choose = false) {
  const headers = { 'cache-control': 'public, max-age=0, must-revalidate' }; // the hosts' own
  const set = new Set();
  for (const rule of rules) {
    if (!covers(rule.path, path)) continue;
    for (const [name, value] of rule.headers) {
      headers[name] = set.has(name) && !choose ? `${headers[name]}, ${value}` : value;
      set.add(name);
    }
  }
  return headers;
}

function covers(pattern, path) {
  const [begin, end] = pattern.split('*');
  if (end === undefined) return path === pattern;
  return path.length >= begin.length + end.length && path.startsWith(begin) && path.endsWith(end);
}
