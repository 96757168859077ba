// The interface in other languages: all of it, in the direction of the
// language, on every kind of page, and what scripts add to it.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { axe, shorten } from '../axe.js';
import { root } from '../build.js';
import { languageSites } from '../sites/languages.js';
import { expect, plain, sites, test } from '../test.js';

const paths = ['/', '/events/e8/', '/events/e3/', '/kinds/', '/kinds/own/', '/by/', '/by/status/', '/by/importance/', '/2024/', '/seite/', '/404.html'];
const catalogue = (lang) => JSON.parse(readFileSync(join(root, 'internal', 'message', 'catalogue', `${lang}.json`), 'utf8'));

for (const [site, { lang, dir }] of Object.entries(languageSites)) {
  test(`${site}: language, direction, accessible, nothing sticks out`, async ({ page, visit }) => {
    test.slow();
    for (const path of paths) {
      await page.setViewportSize({ width: 320, height: 640 });
      await visit(site, path, path === '/404.html' ? undefined : 200);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      expect(wide, `${path}: pixels that stick out sideways at 320 px`).toBe(0);
      if (!['/', '/events/e8/', '/by/status/'].includes(path)) continue;
      await page.setViewportSize({ width: 1280, height: 900 });
      await shorten(page);
      const { violations } = await axe(page);
      expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target)}`), path).toEqual([]);
    }
  });
}

for (const [site, { dir }] of Object.entries(languageSites)) {
  test(`${site}: the overview runs with the language`, async ({ page, visit }) => {
    await visit(site, '/');
    const middles = (locator) => locator.evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0).map(({ x, width }) => x + width / 2));
    const forward = (places) => (dir === 'rtl' ? places.toReversed() : places);
    // Years on the axis, earlier ones first.
    const ticks = await middles(page.locator('.strip .when-short .tick text'));
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks).toEqual(forward(ticks.toSorted((a, b) => a - b)));
    // The caption begins at the side where lines begin.
    const caption = await page.locator('.strip-caption').evaluate((p) => {
      const range = document.createRange();
      range.selectNodeContents(p);
      const [text, box] = [range.getBoundingClientRect(), p.parentElement.getBoundingClientRect()];
      return { left: text.left - box.left, right: box.right - text.right };
    });
    if (dir === 'rtl') expect(caption.right).toBeLessThan(2);
    else expect(caption.left).toBeLessThan(2);
    // No label is cut off.
    const cut = await page.locator('.strip text').evaluateAll((texts) =>
      texts.map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([, { left, right, width }]) => width > 0 && (left < -1 || right > innerWidth + 1)).map(([text]) => text),
    );
    expect(cut).toEqual([]);
  });
}

test('filters and the search speak Arabic', async ({ page, visit }) => {
  const { actors, tags, event } = languageSites['arabic-full'];
  const ar = catalogue('ar');
  await visit('arabic-full', '/');
  const finder = page.getByRole('region', { name: ar['finder.label'] });
  const topics = finder.locator('.facet', { has: page.locator('summary', { hasText: ar['facet.topics'] }) });
  await topics.locator('summary').click();
  await topics.getByRole('checkbox', { name: tags[2] }).check();
  await page.keyboard.press('Escape'); // the panel lies over what was chosen
  // 48 events, a quarter of which have all three topics.
  await expect(finder.locator('.count')).toHaveText('12 من 48 حدثًا');
  await expect(finder.getByRole('button', { name: ar['action.remove'].replace('{0}', tags[2]) })).toBeVisible();
  await expect(page.locator('.found .item h3').first()).toContainText(event);
  await expect(page.locator('.found .kind').first()).toHaveText(ar['kind.analysis']);

  await finder.getByRole('searchbox', { name: ar['finder.searchLabel'] }).fill(actors[0]);
  await expect(page.locator('.found mark').first()).toContainText(actors[0]);
  await expect(finder.getByRole('button', { name: ar['action.clear'] })).toBeVisible();
  await expect(page.getByRole('group', { name: ar['finder.order'] })).toContainText(ar['finder.byDate']);
  await finder.getByRole('button', { name: ar['action.clear'] }).click();

  const date = finder.getByRole('textbox', { name: ar['finder.goTo'] });
  await date.fill('كلمة');
  await date.press('Enter');
  await expect(finder.locator('.problem')).toHaveText('اكتب تاريخًا مثل 2024 أو يونيو 2024 أو 2024-06-20.');
  await date.fill('مارس ٢٠٢٤');
  await date.press('Enter');
  await expect(page.locator(':target .date')).toContainText('مارس');
});

test('scripts count and number as the language does', async ({ page, visit }) => {
  await visit('persian', '/');
  const fa = catalogue('fa');
  await page.locator('.facet', { has: page.locator('summary', { hasText: fa['facet.kinds'] }) }).locator('summary').click();
  await expect(page.locator('.facet[open] .n').first()).toHaveText('۸');
  await page.locator('.facet[open] input').first().check();
  await expect(page.locator('.finder .count')).toHaveText('۸ از ۴۸ رویداد');
  await expect(page.locator('.facet summary[data-n="۱"]')).toBeVisible();
});

test('what a date means today is said in the language', async ({ page, visit }) => {
  await page.clock.setFixedTime(new Date('2022-12-20T12:00:00Z'));
  await visit('german', '/');
  await expect(page.locator('.key-dates .is-next')).toHaveText(' Als Nächstes: in 15 Tagen');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Tasten' })).toBeVisible();
});

// Files for programs have words of their format.
const forPrograms = /^(events|events\.schema|timelinejs)\.json$|(^|\/)(index|feed|oembed)\.json$/;

// Every page of the German sites is read: texts, attributes for readers, and
// what scripts will say.
plain('no text of the English interface is left on the pages of a German site', () => {
  const english = catalogue('en');
  const german = catalogue('de');
  const patterns = [];
  for (const [id, { description, ...forms }] of Object.entries(english)) {
    const translated = typeof german[id] === 'string' ? [german[id]] : Object.values(german[id]);
    for (const text of Object.values(forms)) {
      if (translated.includes(text) || /^[^a-z]*$/i.test(text.replaceAll(/\{\d\}/g, ''))) continue; // the same in both, or signs alone
      const parts = text.split(/\{\d\}|[[\]]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      patterns.push([id, new RegExp(`^${parts.join('.*')}$`)]);
    }
  }
  const seen = new Map(); // texts to the first page that has them
  for (const site of ['german', 'german-large']) {
    for (const path of readdirSync(sites[site].folder, { recursive: true })) {
      if (!/\.(html|json)$/.test(path) || /words/.test(path) || forPrograms.test(path)) continue;
      for (const text of textsOf(readFileSync(join(sites[site].folder, path), 'utf8'), path)) if (!seen.has(text)) seen.set(text, `${site} ${path}`);
    }
  }
  expect(seen.size).toBeGreaterThan(500);
  const left = [];
  for (const [text, path] of seen) {
    for (const [id, pattern] of patterns) if (pattern.test(text)) left.push(`${path}: ${id} in ${JSON.stringify(text)}`);
  }
  expect(left).toEqual([]);
  // It would be found: the sites have all of these in German.
  for (const id of ['nav.skip', 'event.noSource', 'kind.action', 'status.disputed', 'finder.filters', 'strip.break', 'body.done', 'event.changes']) {
    expect([...seen.keys()], id).toContain(german[id]);
  }
});

/** Texts and attributes that readers meet, and strings in what scripts read; data-keys and data-keep are parameters of addresses. */
function textsOf(file, path) {
  const texts = [];
  const add = (text) => texts.push(text.replaceAll('&#34;', '"').replaceAll('&#39;', '’').replaceAll('&amp;', '&').trim());
  if (path.endsWith('.json')) {
    addStrings(JSON.parse(file), add);
  } else {
    for (const [, text] of file.matchAll(/>([^<>]+)(?=<)/g)) add(text);
    for (const [, text] of file.matchAll(/ (?:aria-label|title|alt|placeholder|content|data-(?!keys=|keep=)[a-z-]+)="([^"]*)"/g)) {
      add(text);
      if (text.startsWith('{&#34;')) addStrings(JSON.parse(texts.at(-1)), add);
    }
  }
  return texts.filter(Boolean);
}

function addStrings(value, add) {
  if (typeof value === 'string') {
    if (value.includes('<')) for (const text of textsOf(`>${value}<`, '')) add(text);
    else add(value);
  } else if (value && typeof value === 'object') {
    // The values of a filter have what stands in addresses before their names.
    const parts = Array.isArray(value.values) ? { ...value, key: '', values: value.values.map(([, name]) => name) } : value;
    for (const part of Object.values(parts)) addStrings(part, add);
  }
}

test('an event’s page in every language has the whole of its text in it', async ({ page, visit }) => {
  for (const [site, { lang }] of Object.entries(languageSites)) {
    const texts = catalogue(lang.split('-')[0]);
    await visit(site, '/events/e8/');
    await expect(page.getByRole('heading', { name: texts['event.changes'] }), site).toBeVisible();
    for (const kind of ['correction', 'clarification', 'update', 'retraction']) {
      await expect(page.locator('.corrections'), site).toContainText(texts[`correction.${kind}`]);
    }
    await expect(page.locator('.facts'), site).toContainText(texts['event.entry']);
    await expect(page.getByRole('navigation', { name: texts['nav.eventsNearby'] }), site).toContainText(texts['nav.after']);
  }
});
