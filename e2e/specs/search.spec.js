// The query side of the search, static/search.js, on indexes that dateline
// built: without a browser, since it knows none.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from '../build.js';
import { expect, program, sites, plain as test } from '../test.js';

const folders = [];
test.afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder, until the tests have ended. */
function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-search-'));
  folders.push(folder);
  return folder;
}

// Modules, as browsers take them: for Node it is package.json that says so.
const scripts = newFolder();
cpSync(join(root, 'static'), scripts, { recursive: true });
writeFileSync(join(scripts, 'package.json'), '{"type": "module"}');
const { Search, fold, highlight, snippet, words } = await import(pathToFileURL(join(scripts, 'search.js')));

/** Builds a site of events: {id, text, …front matter}. Returns its folder. */
function build(language, events) {
  const folder = newFolder();
  mkdirSync(join(folder, 'content', 'events'), { recursive: true });
  writeFileSync(join(folder, 'content', 'index.md'), `---\ntitle: A\nlanguage: ${language}\n---\n`);
  events.forEach(({ id, text = '', ...front }, i) => {
    const day = `${1900 + Math.floor(i / 300)}-${String(1 + Math.floor((i % 300) / 25)).padStart(2, '0')}-${String(1 + (i % 25)).padStart(2, '0')}`;
    const lines = Object.entries({ date: day, ...front }).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
    writeFileSync(join(folder, 'content', 'events', `${id}.md`), `---\n${lines.join('')}---\n\n${text}\n`);
  });
  execFileSync(program, ['build', '--out', 'public'], { cwd: folder, stdio: 'pipe' });
  return join(folder, 'public');
}

/** A search of a built site, and the names of the files that it read, in order. */
function open(folder) {
  const read = [];
  const search = new Search(new URL('search/', `file://${folder}/`), async (url) => {
    read.push(url.split('/').at(-1));
    return JSON.parse(readFileSync(fileURLToPath(url), 'utf8'));
  });
  return { search, read };
}

/** A function that returns the ids of the events that a query finds, the best first. */
function finder(folder, ids) {
  const { search } = open(folder);
  return async (query) => (await search.find(query)).events.map((event) => ids[event]);
}

/** Builds a site and returns such a function for it. Its events are a day apart, in their order. */
const finderOf = (language, events) => finder(build(language, events), events.map((event) => event.id));

/** The ids of a site's events in order: each page leads to the next. */
function inOrder(folder) {
  const page = (id) => readFileSync(join(folder, 'events', id, 'index.html'), 'utf8');
  const beside = (id, rel) => page(id).match(new RegExp(`rel="${rel}" href="/events/([^"]+)/"`))?.[1];
  let first = readdirSync(join(folder, 'events'))[0];
  while (beside(first, 'prev')) first = beside(first, 'prev');
  const ids = [];
  for (let id = first; id; id = beside(id, 'next')) ids.push(id);
  return ids;
}

/** The files of the index: data of the filters is beside them. */
const indexFiles = (folder) => readdirSync(join(folder, 'search')).filter((file) => file.startsWith('words')).sort();

const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? `[${text}]` : text)).join('');

test('words are those that the index is made of', () => {
  const cases = JSON.parse(readFileSync(join(root, 'internal/search/testdata/words.json'), 'utf8'));
  expect(cases.length).toBeGreaterThan(40);
  for (const { text, words: want } of cases) expect(words(text), JSON.stringify(text)).toEqual(want);
});

test('folding takes what readers do not type', () => {
  expect(fold('Ångström ŁÓDŹ ẞ ς İı')).toBe('angstrom lodz ss σ ii');
});

test.describe('in English', () => {
  const noise = (i) => Array.from({ length: 120 }, (_, k) => `filler${(i * 31 + k * 7) % 900}`).join(' ');
  const events = [
    { id: 'about', title: 'Commerce bans Kaspersky software', summary: 'What is sold and what not.', actors: ['U.S. Department of Commerce'], text: noise(1) },
    { id: 'mention', title: 'A review begins', text: `${noise(2)} The ban was announced in Straße and São Paulo.` },
    { id: 'source', title: 'Another day', sources: [{ title: 'A ban explained', publisher: 'Federal Register', author: 'Jane Doe' }], text: noise(3) },
    { id: 'minor', title: 'Treaty signed', importance: 1, text: noise(4) },
    { id: 'major', title: 'Treaty signed', importance: 5, text: noise(4) },
    { id: 'newer', title: 'Treaty signed', importance: 5, text: noise(4) },
    { id: 'use', title: 'Used by users, useful', text: noise(5), place: 'Zürich', tags: ['long-term view'] },
    ...Array.from({ length: 400 }, (_, i) => ({ id: `x${String(i).padStart(3, '0')}`, title: `Filler number ${i}`, text: noise(i) })),
  ];
  let folder;
  let find;
  test.beforeAll(() => {
    folder = build('en', events);
    find = finder(folder, events.map((event) => event.id));
  });

  test('what an event is about comes before what it mentions', async () => {
    expect(await find('ban')).toEqual(['about', 'source', 'mention']);
  });

  test('among equals the more important come first, then the newer', async () => {
    expect(await find('treaty')).toEqual(['newer', 'major', 'minor']);
  });

  test('every form of a word finds all others', async () => {
    for (const query of ['ban', 'bans', 'Bans', 'announce ban', 'announcing bans']) expect(await find(query), query).toContain('mention');
    // No text has these; they are found by their beginnings.
    for (const query of ['announcers', 'announcers ban', 'commerces']) expect((await find(query)).length, query).toBe(1);
  });

  test('the last word may be half typed, the others not', async () => {
    expect(await find('kasp')).toEqual(['about']);
    expect(await find('commerce ka')).toEqual(['about']);
    expect(await find('us')).toEqual(['about', 'use']); // what it is before what it begins
    expect(await find('us ')).toEqual(['about']);
    expect(await find('us commerce')).toEqual(['about']);
  });

  test('diacritics, case and dots do not matter', async () => {
    for (const query of ['strasse', 'STRASSE', 'Straße', 'sao paulo', 'São Paulo', 'SA\u0303O']) expect(await find(query), query).toEqual(['mention']);
    for (const query of ['zurich', 'Zürich', 'long-term', '"Zürich"', "zurich's view"]) expect(await find(query), query).toContain('use');
    for (const query of ['U.S. Department', 'US department', 'u.s']) expect((await find(query))[0], query).toBe('about');
  });

  test('sources are found by title, publisher and author', async () => {
    for (const query of ['federal register', 'jane doe', 'explained']) expect(await find(query), query).toEqual(['source']);
  });

  test('several words find the events that have all, or else any', async () => {
    const { search } = open(folder);
    expect(await find('kaspersky commerce sold')).toEqual(['about']);
    expect((await search.find('kaspersky commerce')).partial).toBe(false);
    const some = await search.find('kaspersky zebra jane commerce');
    expect(some.partial).toBe(true);
    expect(some.events.map((event) => events[event].id)).toEqual(['about', 'source']); // by how many they have
  });

  test('what most events have need not be there', async () => {
    const { search } = open(folder);
    const found = await search.find('filler kaspersky '); // the titles of most
    expect(found.partial).toBe(false);
    expect(found.events.length).toBe(1);
    expect((await search.find('filler ')).events.length).toBe(400);
  });

  test('what is nowhere finds nothing', async () => {
    const { search } = open(folder);
    for (const query of ['zebra', 'zzzzzz', '77777', 'ж', '日本', 'quux quuz']) {
      const found = await search.find(query);
      expect(found.events, query).toEqual([]);
      expect(found.partial, query).toBe(true);
    }
  });

  test('a query loads the list of shards and then one or a few', async () => {
    const all = indexFiles(folder);
    expect(all.length).toBeGreaterThan(4); // of which some are not needed
    const { search, read } = open(folder);
    await search.find('kaspersky');
    expect(read.length).toBe(2);
    await search.find('kaspersky');
    expect(read.length).toBe(2); // kept
    await search.find('f');
    expect(read.length).toBeLessThanOrEqual(5);
    expect(new Set(read).size).toBe(read.length); // each once
    await Promise.all([...'abcdefghijklmnopqrstuvwxyz'].map((letter) => search.find(letter)));
    expect([...new Set(read)].sort()).toEqual(all);
  });

  test('no query is too odd', async () => {
    const { search } = open(folder);
    for (const query of ['', ' ', '.', '…', '"', '\\', '()[]{}*+?^$|', '<script>', '%00%zz', '\u0000', '\u202e', '\ud800', '\u{2ffff}', '👩‍👩‍👧', '\u0301']) {
      const found = await search.find(query);
      expect(found.events, JSON.stringify(query)).toEqual([]);
      expect(marked(highlight('A text.', found))).toBe('A text.');
    }
    for (const query of ['constructor', '__proto__', 'a'.repeat(1e6), 'a '.repeat(1e6), 'a.'.repeat(1e5), 'é'.repeat(5000), '日'.repeat(5000), '\ud83d'.repeat(5000)]) {
      await search.find(query);
    }
    expect((await search.find('kaspersky '.repeat(1000))).events.length).toBe(1);
  });

  test('parts of different sites are not mixed', async () => {
    const other = build('en', [...events, { id: 'zz', title: 'One more, about Kaspersky', text: noise(9) }]);
    const urls = [];
    // A cache has the list of the old site until it is asked to reload.
    const search = new Search('https://example.org/search/', async (url, reload) => {
      urls.push([url, reload]);
      const name = url.replace('https://example.org/search/', '');
      const from = name === 'words.json' && !reload ? folder : other;
      return JSON.parse(readFileSync(join(from, 'search', name), 'utf8'));
    });
    const found = await search.find('kaspersky');
    expect(found.events.length).toBe(2);
    expect(found.version).toBe(JSON.parse(readFileSync(join(other, 'search', 'words.json'), 'utf8')).version);
    expect(urls.map(([, reload]) => reload)).toEqual([false, false, true, true]);
  });

  test('the index is asked for again after it could not be loaded', async () => {
    let online = false;
    const search = new Search('https://example.org/search/', async (url) => {
      if (!online) throw new Error('offline');
      return JSON.parse(readFileSync(join(folder, url.replace('https://example.org/', '')), 'utf8'));
    });
    await expect(search.find('kaspersky')).rejects.toThrow('offline');
    online = true;
    expect((await search.find('kaspersky')).events.length).toBe(1);
  });

  test('what was found is marked, in whatever form it stands', async () => {
    const { search } = open(folder);
    const found = await search.find('announce u.s. stras');
    const text = 'The U.S. was announced in the Straße. “Announces”, she said: us.';
    const pieces = highlight(text, found);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(marked(pieces)).toBe('The [U.S]. was [announced] in the [Straße]. “Announces”, she said: [us].'); // only forms that there are
    expect(marked(highlight('', found))).toBe('');
    expect(marked(highlight('ann\u00adoun\u00adced', found))).toBe('[ann\u00adoun\u00adced]');
  });

  test('a snippet is the passage with most of what was found', async () => {
    const { search } = open(folder);
    const found = await search.find('ban announced');
    const before = 'Nothing of the kind is here. '.repeat(20);
    const text = `A ban. ${before}The ban was announced today. ${before}`;
    const passage = marked(snippet(text, found, 80));
    expect(passage).toContain('The [ban] was [announced] today.');
    expect(passage.replaceAll(/[[\]…]/g, '').length).toBeLessThanOrEqual(80);
    expect(passage).toMatch(/^…\S.*\S…$/);
    expect(text).toContain(passage.replaceAll(/[[\]…]/g, ''));
    expect(`${before}.`).toContain(passage.slice(1).split(' ')[0]); // a whole word
    expect(marked(snippet('A ban.', found))).toBe('A [ban].');
    expect(marked(snippet(before, found, 40))).toBe('Nothing of the kind is here. Nothing of…');
    expect(marked(snippet(`${before}ban`, found, 30))).toMatch(/^….* \[ban\]$/);
    for (const length of [0, 1, 2, 5]) expect(snippet(text, found, length).length, String(length)).toBeGreaterThan(0);
  });
});

test('German: endings, umlauts', async () => {
  const find = finderOf('de', [
      { id: 'haus', title: 'Die Häuser der Stadt', text: 'Größere Änderungen, Gesetze.' },
      { id: 'weg', title: 'Ein Weg', text: 'Straßen und Maßnahmen.' },
    ]);
  for (const query of ['haus', 'häuser', 'hauser', 'Hauses', 'änderung', 'gesetz grösser', 'GESETZES']) expect(await find(query), query).toEqual(['haus']);
  for (const query of ['strasse', 'Straße', 'massnahme', 'maßn']) expect(await find(query), query).toEqual(['weg']);
});

test('Russian, Arabic, Hebrew, Turkish', async () => {
  const ru = finderOf('ru', [{ id: 'a', title: 'Новые санкции', text: 'Российской компании; ёлка.' }, { id: 'b', title: 'Другое' }]);
  for (const query of ['санкций', 'САНКЦИЯМИ', 'новый', 'компания', 'Елка', 'российский комп']) expect(await ru(query), query).toEqual(['a']);
  const ar = finderOf('ar', [{ id: 'a', title: 'مُحَمَّد أعلن الحظر' }, { id: 'b', title: 'شيء آخر' }]);
  for (const query of ['محمد', 'حظر', 'الحظر', 'اعلن']) expect(await ar(query), query).toEqual(['a']);
  const he = finderOf('he', [{ id: 'a', title: 'קַסְפֶּרְסְקִי' }, { id: 'b', title: 'אחר' }]);
  for (const query of ['קספרסקי', 'קספר', 'קַסְפֶּרְסְקִי']) expect(await he(query), query).toEqual(['a']);
  const tr = finderOf('tr', [{ id: 'a', title: 'İstanbul’da evler', text: 'IŞIK' }, { id: 'b', title: 'Başka' }]);
  for (const query of ['istanbul', 'İSTANBUL', 'ev', 'evleri', 'ışık', 'isik']) expect(await tr(query), query).toEqual(['a']);
});

test('scripts without spaces: any two signs, or one', async () => {
  const ja = build('ja', [
    { id: 'a', title: '利用規約の変更', text: 'カスペルスキーは、課税。' },
    { id: 'b', title: '税率', text: 'テスト' },
  ]);
  const find = finder(ja, ['a', 'b']);
  for (const query of ['規約', '利用規約', '規約の変更', 'ｶｽﾍﾟﾙｽｷｰ', '変']) expect(await find(query), query).toEqual(['a']);
  expect(await find('税')).toEqual(['b', 'a']); // also where nothing follows
  expect(await find('税 課')).toEqual(['a']);
  expect(await find('規則')).toEqual([]);
  const { search } = open(ja);
  expect(marked(highlight('新しい利用規約と規則', await search.find('規約')))).toBe('新しい利用[規約]と規則');
  expect(marked(highlight('利用規約の変更', await search.find('利用規約')))).toBe('[利用規約]の変更');
  expect(marked(highlight('税率と課税', await search.find('税')))).toBe('[税]率と課[税]');
  expect(marked(snippet(`${'前'.repeat(50)}規約${'後'.repeat(50)}`, await search.find('規約'), 12))).toBe('…前前前前前[規約]後後後後後…');

  const zh = finderOf('zh', [{ id: 'a', title: '禁止使用卡巴斯基软件' }, { id: 'b', title: '美国商务部' }]);
  for (const query of ['卡巴斯基', '软件', '禁']) expect(await zh(query), query).toEqual(['a']);
  const ko = finderOf('ko', [{ id: 'a', title: '카스퍼스키가 금지' }, { id: 'b', title: '다른 일' }]);
  for (const query of ['카스퍼스키', '금지', '카스', '\u1100\u1173\u11b7지']) expect(await ko(query), query).toEqual(['a']);
  const th = finderOf('th', [{ id: 'a', title: 'ภาษาไทย' }, { id: 'b', title: 'อื่น' }]);
  for (const query of ['ไทย', 'ภาษา']) expect(await th(query), query).toEqual(['a']);
});

test('the demo: a reader’s first questions', async () => {
  const find = finder(sites.demo.folder, inOrder(sites.demo.folder));
  expect((await find('commerce ban'))[0]).toBe('2024-06-20-commerce-bans-kaspersky');
  expect((await find('federal register publication'))[0]).toBe('2024-06-24-federal-register-publication');
  expect((await find('omdia'))[0]).toBe('2024-07-16-omdia-analysis');
  expect((await find('kaspersky')).length).toBeGreaterThan(10);
});

test('every site of several events has an index', async () => {
  for (const [name, { folder }] of Object.entries(sites)) {
    if (name === 'bare') continue; // of one event
    const index = JSON.parse(readFileSync(join(folder, 'search', 'words.json'), 'utf8'));
    const texts = indexFiles(folder).map((file) => readFileSync(join(folder, 'search', file), 'utf8'));
    expect(texts.length, name).toBe(index.shards.length + 1);
    expect(index.shards[0], name).toBe('');
    for (const text of texts) expect(JSON.parse(text).version, name).toBe(index.version);
  }
  const { search } = open(sites.many.folder);
  expect((await search.find('event ')).events.length).toBe(1000);
  expect((await search.find('number 517 ')).events.length).toBe(1);
});
