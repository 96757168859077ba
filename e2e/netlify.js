// The headers that netlify.toml gives to an address. Only as much TOML is read
// as that file uses: [[headers]] with for and [headers.values], one
// `Name = "value"` a line.

import { readFileSync } from 'node:fs';

/** @typedef {{for: string, values: Record<string, string>}} Rule */

/** @returns {{rules: Rule[], settings: Record<string, string>}} */
export function readConfig(file) {
  const rules = [];
  const settings = {}; // 'build.publish': 'public'
  let table = '';
  readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
    line = line.trim();
    if (line === '' || line.startsWith('#')) return;
    const header = /^\[+([\w.]+)\]+$/.exec(line);
    const pair = /^([\w-]+) = (?:"([^"\\]*)"|(true|false|\d+))$/.exec(line);
    if (header) {
      table = header[1];
      if (line === '[[headers]]') rules.push({ for: '', values: {} });
    } else if (pair && table === 'headers') {
      rules.at(-1).for = pair[2];
    } else if (pair && table === 'headers.values') {
      rules.at(-1).values[pair[1]] = pair[2];
    } else if (pair) {
      settings[`${table}.${pair[1]}`] = pair[2] ?? pair[3];
    } else {
      throw new Error(`${file}:${i + 1}: cannot read: ${line}`);
    }
  });
  return { rules, settings };
}

/**
 * Headers for the path of an address. Of a header that several rules have, the
 * latest wins, as on Netlify; rules that are `joined` have all of them, with
 * commas between, as on Cloudflare.
 */
export function headersFor(rules, path) {
  const headers = { 'Cache-Control': 'public, max-age=0, must-revalidate' }; // Netlify's own
  const set = new Set();
  for (const { for: address, values } of rules) {
    if (!pattern(address).test(path)) continue;
    for (const [name, value] of Object.entries(values)) {
      headers[name] = rules.joined && set.has(name) ? `${headers[name]}, ${value}` : value;
      set.add(name);
    }
  }
  return headers;
}

/** The rules, as a host reads them that sends a header of each. */
export const joined = (rules) => Object.assign([...rules], { joined: true });

function pattern(path) {
  const literal = (s) => s.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${path.split('*').map(literal).join('.*')}$`);
}
