// Builds dateline, and with it the sites that the tests look at.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFacets } from './sites/facets.js';
import { lookSites, writeLook } from './sites/looks.js';
import { languageSites, writeLanguageSite } from './sites/languages.js';
import { writeMany } from './sites/many.js';
import { stripSites, writeStripSite } from './sites/strips.js';

const here = dirname(fileURLToPath(import.meta.url));
export const root = dirname(here);

// The path under which one of the sites is published; the others have none.
export const bases = { below: '/deep/timeline', anywhere: '/who/knows' };

// The examples, by the names of their sites.
const examples = { apollo: 'apollo-11', calendar: 'calendar', print: 'arabic-print' };

/** Builds the program into a folder and returns its path. */
export function buildProgram(folder) {
  const program = join(folder, process.platform === 'win32' ? 'dateline.exe' : 'dateline');
  // Without the state of the repository: a container's user may not own it.
  run('go', ['build', '-buildvcs=false', '-o', program, './cmd/dateline'], root);
  return program;
}

/**
 * Builds every site below a folder.
 *
 * - demo: this repository's own, at an address, with all that needs one
 * - starter: what `dateline init` makes
 * - apollo, calendar, print: the examples, each with a look of its own
 * - below: the demo, published under a path
 * - anywhere: the demo, for a path that the build does not know
 * - look-…: the demo with other settings for its look
 * - many: a thousand events, on which pages have to be divided
 * - facets: two thousand events with all that readers filter by
 * - crowded, dense, day: overviews that are hard to draw
 * - german, arabic-full and others: the interface in other languages
 * - large: ten thousand, for the budgets; generated in 2 s, built in 2 s more
 * - compact-changes: one of e2e/sites, set closer
 * - the folders of e2e/sites: awkward ones, each says what is awkward about it
 *
 * @returns {Record<string, string>} the folder of each built site, by name
 */
export function buildSites(program, folder) {
  const sites = {};
  const build = (name, source, ...flags) => {
    const out = join(folder, name, 'public');
    mkdirSync(dirname(out), { recursive: true });
    run(program, ['build', '--strict', '--out', out, ...flags], source);
    sites[name] = out;
  };
  const own = (name) => join(folder, name, 'source');

  build('demo', root, '--base-url', 'https://timeline.example');
  build('below', root, '--base-url', `https://timeline.example${bases.below}`);

  build('anywhere', root, '--relative');

  mkdirSync(join(folder, 'starter'), { recursive: true });
  run(program, ['init', own('starter')], folder);
  build('starter', own('starter'));

  for (const [name, example] of Object.entries(examples)) build(name, join(root, 'examples', example));
  for (const name of lookSites) {
    writeLook(name, join(root, 'content'), own(name));
    build(name, own(name));
  }

  writeMany(join(own('many'), 'content'));
  build('many', own('many'));

  writeFacets(join(own('facets'), 'content'));
  build('facets', own('facets'));
  for (const name of stripSites) {
    writeStripSite(name, join(own(name), 'content'));
    build(name, own(name));
  }
  for (const name of Object.keys(languageSites)) {
    writeLanguageSite(name, join(own(name), 'content'));
    build(name, own(name));
  }
  run('go', ['run', './internal/testsite/generate', '10000', join(own('large'), 'content')], root);
  build('large', own('large'));

  for (const entry of readdirSync(join(here, 'sites'), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    cpSync(join(here, 'sites', entry.name), own(entry.name), { recursive: true });
    build(entry.name, own(entry.name));
  }
  cpSync(own('changes'), own('compact-changes'), { recursive: true });
  const index = join(own('compact-changes'), 'content', 'index.md');
  writeFileSync(index, readFileSync(index, 'utf8').replace('---\n', '---\ndensity: compact\n'));
  build('compact-changes', own('compact-changes'));
  return sites;
}

function run(program, args, folder) {
  try {
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')} (in ${folder}): ${error.message}\n${error.stdout ?? ''}`);
  }
}
