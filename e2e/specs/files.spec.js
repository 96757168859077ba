// All files of every site, without a browser: valid HTML, no link to nowhere,
// nothing from another host, and nothing that the Content-Security-Policy
// would have to stop.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { bases } from '../build.js';
import { invalid } from '../html-validate.js';
import { expect, plain as test, sites } from '../test.js';

for (const name of [
  'apollo', 'arabic', 'arabic-full', 'bare', 'below', 'calendar', 'crowded', 'day', 'demo', 'dense', 'facets', 'full',
  'german', 'german-large', 'hebrew', 'japanese', 'large', 'look-compact', 'look-dark', 'many', 'persian', 'pictures', 'print', 'starter', 'words',
]) {
  test.describe(name, () => {
    test('is valid HTML', async () => {
      const findings = [];
      for (const file of ofEachMaking(htmlFiles(name), ['demo', 'full'].includes(name) ? 2 : 1)) findings.push(...(await invalid(read(name, file), file)));
      expect(findings).toEqual([]);
    });

    // Every file is read once, and what is wrong is told once: to ask of each
    // file takes longer than to read it.
    test('has no link to nowhere, no id twice, nothing from elsewhere, no inline script or style', () => {
      const files = new Set(allFiles(name));
      const html = htmlFiles(name);
      const read = new Map(html.map((file) => [file, inspect(name, file)]));
      const idsOf = (file) => {
        if (!read.has(file)) read.set(file, inspect(name, file)); // not in the sample
        return read.get(file).ids;
      };
      const wrong = [];
      for (const file of html) {
        const { ids, twice, links, foreign } = read.get(file);
        wrong.push(...twice.map((id) => `${file}: the id ${id} twice`), ...foreign.map((tag) => `${file}: ${tag}`));
        const at = `https://site${bases[name] ?? ''}/${file.replace(/index\.html$/, '')}`;
        for (const link of links) {
          const url = new URL(link, at);
          if (url.origin !== 'https://site') continue;
          const target = fileAt(url.pathname, bases[name] ?? '');
          if (!files.has(target)) wrong.push(`${file}: ${link} leads nowhere`);
          else if (url.hash && !(target === file ? ids : idsOf(target)).has(decodeURIComponent(url.hash.slice(1)))) wrong.push(`${file}: ${link} leads nowhere`);
        }
      }
      expect(wrong).toEqual([]);
    });
  });
}

test('what is wrong is found', () => {
  const page = (body) => examine(`<!doctype html><title>x</title>${body}`);
  expect(page('<p id="a">A<p id="b">B<p id="a">A').twice).toEqual(['a']);
  for (const foreign of [
    '<script src="https://elsewhere.example/a.js"></script>',
    '<img alt="" src="//elsewhere.example/a.png">',
    '<link rel="stylesheet" href="https://elsewhere.example/a.css">',
    '<style>p{}</style>',
    '<script>1</script>',
    '<p style="color:red">',
    '<p onclick="go()">',
    '<a href="javascript:go()">',
  ]) {
    expect(page(foreign).foreign, foreign).not.toEqual([]);
  }
  expect(page('<p>A text may say style=&#34;x&#34; and <a href="https://elsewhere.example/">lead elsewhere</a>.').foreign).toEqual([]);
});

test('a draft is not published', () => {
  expect(allFiles('full').filter((file) => file.includes('draft'))).toEqual([]);
  for (const file of htmlFiles('full')) expect(read('full', file)).not.toContain('Nobody may read this yet');
});

function allFiles(site) {
  return readdirSync(sites[site].folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(sites[site].folder, join(entry.parentPath, entry.name)))
    .sort();
}

function htmlFiles(site) {
  const files = allFiles(site).filter((file) => file.endsWith('.html'));
  expect(files.length).toBeGreaterThan(3);
  // To read all ten thousand takes longer than all the rest.
  return site === 'large' ? sample(files, 300) : files;
}

/** About so many of the files. Those at the top, such as the home page, are always among them. */
function sample(files, number) {
  const step = Math.ceil(files.length / number);
  return files.filter((file, i) => !file.includes('/') || i % step === 0);
}

/**
 * So many pages of each making: a hundred events of one template teach nothing
 * that two do not. Pages are of one making when their addresses are alike:
 * events/…, by/place/…/page/2.
 */
function ofEachMaking(files, number) {
  const makings = new Map();
  for (const file of files) {
    const parts = file.split('/');
    const known = ['by', 'embed'].includes(parts[0]) ? 2 : 1;
    const making = parts.length === 1 ? file : [...parts.slice(0, known), parts.length].join(' ');
    makings.set(making, [...(makings.get(making) ?? []), file]);
  }
  return [...makings.values()].flatMap((alike) => sample(alike, number));
}

const read = (site, file) => readFileSync(join(sites[site].folder, file), 'utf8');

/** What is read of a page: its ids, those that it has twice, its links, and what it must not have. */
const inspect = (site, file) => examine(read(site, file));

function examine(html) {
  const all = matches(html, / id="([^"]+)"/g);
  const ids = new Set(all);
  return {
    ids,
    twice: ids.size === all.length ? [] : all.filter((id, i) => all.indexOf(id) !== i),
    links: links(html),
    // In a text a quote is a character reference: only attributes have one after =.
    foreign: matches(html, /(<(?:script|img|audio|video|source|iframe)\b[^>]* src="(?:https?:)?\/\/|<link rel="(?:stylesheet|icon|preload|modulepreload)"[^>]* href="(?:https?:)?\/\/|<style|<script>|\s(?:style|on[a-z]+)="|"javascript:)/g),
  };
}

const matches = (text, expression) => [...text.matchAll(expression)].map((match) => match[1]);

/** The addresses that a page leads to or loads. */
function links(html) {
  const found = matches(html, /<[^>]+ (?:href|src)="([^"]*)"/g).concat(matches(html, / content="0;url=([^"]*)"/g));
  return found.map((link) => link.replaceAll('&amp;', '&').replaceAll('&#43;', '+'));
}

/** The file that a static host serves at the path of an address. */
function fileAt(path, base) {
  if (!path.startsWith(`${base}/`)) return path;
  const inside = decodeURIComponent(path.slice(base.length + 1));
  return inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
}
