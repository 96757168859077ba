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
      for (const file of sample(htmlFiles(name), 100)) findings.push(...(await invalid(read(name, file), file)));
      expect(findings).toEqual([]);
    });

    test('has no link to nowhere', () => {
      const ids = new Map(); // by file: the ids in it
      const idsOf = (file) => {
        if (!ids.has(file)) ids.set(file, new Set(matches(read(name, file), / id="([^"]+)"/g)));
        return ids.get(file);
      };
      const files = new Set(allFiles(name));
      const broken = [];
      for (const file of htmlFiles(name)) {
        const at = `https://site${bases[name] ?? ''}/${file.replace(/index\.html$/, '')}`;
        for (const link of links(read(name, file))) {
          const url = new URL(link, at);
          if (url.origin !== 'https://site') continue;
          const target = fileAt(url.pathname, bases[name] ?? '');
          if (!files.has(target)) broken.push(`${file}: ${link}`);
          else if (url.hash && !idsOf(target).has(decodeURIComponent(url.hash.slice(1)))) broken.push(`${file}: ${link}`);
        }
      }
      expect(broken).toEqual([]);
    });

    test('has no id twice on a page', () => {
      for (const file of htmlFiles(name)) {
        const all = matches(read(name, file), / id="([^"]+)"/g);
        expect(all, file).toEqual([...new Set(all)]);
      }
    });

    test('loads nothing from elsewhere and has no inline script or style', () => {
      for (const file of htmlFiles(name)) {
        const html = read(name, file);
        expect(html, file).not.toMatch(/<(?:script|img|audio|video|source|iframe)\b[^>]* src="(?:https?:)?\/\//);
        expect(html, file).not.toMatch(/<link rel="(?:stylesheet|icon|preload|modulepreload)"[^>]* href="(?:https?:)?\/\//);
        // In a text a quote is a character reference: only attributes have one after =.
        expect(html, file).not.toMatch(/<style|<script>|\s(?:style|on[a-z]+)="|"javascript:/);
      }
    });
  });
}

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

/**
 * About so many of the files: a thousand pages of the same making teach nothing
 * that a hundred do not. Those at the top, such as the home page, are always
 * among them.
 */
function sample(files, number) {
  const step = Math.ceil(files.length / number);
  return files.filter((file, i) => !file.includes('/') || i % step === 0);
}

const read = (site, file) => readFileSync(join(sites[site].folder, file), 'utf8');

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
