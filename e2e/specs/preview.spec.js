// The preview, as a writer sees it: a browser beside an editor.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe } from '../axe.js';
import { root } from '../build.js';
import { connected, expect, expectSameDocument, saves, test } from '../preview.js';

const ban = '2024-06-20-commerce-bans-kaspersky';
const file = `content/events/${ban}.md`;
const address = `/events/${ban}/`;
const title = 'title: Commerce bans Kaspersky software';
const other = '2005-kaspersky-enters-us';

const strip = (page) => page.getByRole('region', { name: 'Preview' });
const problems = (page) => strip(page).locator('#dateline-problems > li');

/** Appends a paragraph to the text of an event. */
const append = (project, text, save = saves.plain, name = file) => save(project.path(name), `${project.read(name)}\n${text}\n`);

for (const [editor, save] of Object.entries(saves)) {
  test(`a file saved as by ${editor}: the text is there, the page was not loaded anew`, async ({ page, project, visit }) => {
    await visit(address);
    const end = page.locator('.prose');
    await page.locator('.prose > :last-child').scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => scrollY);
    expect(scrolled).toBeGreaterThan(0);
    for (const word of ['first', 'second', 'third']) {
      append(project, `The ${word} addition.`, save);
      await expect(end).toContainText(`The ${word} addition.`);
    }
    project.edit(file, title, 'title: Commerce bans it', save);
    await expect(page.locator('h1')).toHaveText('Commerce bans it');
    await expect(page).toHaveTitle(/^Commerce bans it –/);
    await expectSameDocument(page);
  });
}

test('an edit of what is in view leaves the page where it is', async ({ page, project, visit }) => {
  await visit(address);
  const last = page.locator('.prose > p').last();
  await last.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  const text = project.read(file);
  saves.plain(project.path(file), text.replace(/\n---\n/, '\n---\n\nA new beginning.\n')); // above what is in view
  await expect(page.locator('.prose')).toContainText('A new beginning.');
  project.edit(file, 'A new beginning.\n', '');
  await expect(page.locator('.prose')).not.toContainText('A new beginning.');
  append(project, 'Added.');
  await expect(page.locator('.prose')).toContainText('Added.');
  await expectSameDocument(page);
});

test('what the reader did is kept: focus, selection, open details, filled fields', async ({ page, project, visit }) => {
  // The page is made from a theme that has such things.
  const form = (extra) => `{{define "main"}}<div class="wrap"><h1>${extra}</h1><p>one</p><p id="selected">Select these words.</p><details><summary>More</summary><p>inside</p></details><form><input name="q" value=""><textarea name="t"></textarea></form><p>end ${extra}</p></div>{{end}}`;
  project.write('templates/event.html', form('before'));
  await visit(address);
  await expect(page.locator('h1')).toHaveText('before');
  await page.locator('details summary').click();
  await page.locator('[name=t]').fill('typed too');
  await page.locator('[name=q]').fill('typed');
  await page.evaluate(() => {
    const node = document.getElementById('selected').firstChild;
    getSelection().setBaseAndExtent(node, 7, node, 12);
    document.querySelector('[name=q]').focus({ preventScroll: true });
    document.querySelector('[name=q]').setSelectionRange(1, 3);
    window.nodes = [...document.querySelectorAll('main p, main details, main input')];
  });
  project.write('templates/event.html', form('after'));
  await expect(page.locator('h1')).toHaveText('after');
  await expect(page.locator('main')).toContainText('end after');
  await expect(page.locator('details')).toHaveAttribute('open');
  await expect(page.locator('[name=q]')).toBeFocused();
  await expect(page.locator('[name=q]')).toHaveValue('typed');
  await expect(page.locator('[name=t]')).toHaveValue('typed too');
  expect(await page.evaluate(() => document.querySelector('[name=q]').selectionEnd)).toBe(3);
  expect(await page.evaluate(() => window.nodes.every((node) => node.isConnected)), 'nodes are the same').toBe(true);
  await expectSameDocument(page);

  // A selection beside what changed stays, too.
  await page.evaluate(() => {
    const node = document.getElementById('selected').firstChild;
    getSelection().setBaseAndExtent(node, 7, node, 12);
  });
  project.write('templates/event.html', form('after').replace('these words', 'these many words'));
  await expect(page.locator('#selected')).toHaveText('Select these many words.');
  expect(await page.evaluate(() => String(getSelection()))).toBe('these');
});

test('lists follow: new events, other dates, deletions', async ({ page, project, visit }) => {
  await visit('/');
  const items = page.locator('.item');
  await expect(items).toHaveCount(15);
  const [first] = await items.locator('h3 > a:first-child').allTextContents();
  await page.evaluate(() => (window.lastItem = [...document.querySelectorAll('.item')].at(-1)));
  project.write('content/events/new.md', '---\ntitle: Something new\ndate: 2023-05-01\nsources:\n  - {title: A source, url: "https://example.org/"}\n---\nText.\n');
  await expect(items).toHaveCount(16);
  await expect(page.getByRole('heading', { name: 'Something new' })).toBeVisible();
  project.edit('content/events/new.md', '2023-05-01', '1999-05-01');
  await expect(items.first()).toContainText('Something new');
  project.delete('content/events/new.md');
  await expect(items).toHaveCount(15);
  await expect(items.first()).toContainText(first);
  expect(await page.evaluate(() => window.lastItem.isConnected), 'items that did not change are the same nodes').toBe(true);
  await expectSameDocument(page);
});

test('after any edits, the page on screen is the page that a fresh tab would get', async ({ page, project, visit }) => {
  test.slow();
  let seed = 20240620; // a linear congruence is random enough
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % n;
  // With all that the page's own scripts have added, and nothing of the preview's.
  const parts = (tab) =>
    tab.evaluate(() => {
      const shown = document.documentElement.cloneNode(true);
      for (const own of shown.querySelectorAll('[id^=dateline-], .dateline-edit')) own.remove();
      for (const marked of shown.querySelectorAll('.dateline-mark')) {
        marked.classList.remove('dateline-mark');
        if (!marked.classList.length) marked.removeAttribute('class');
      }
      return ['head', 'main', 'header', 'footer'].map((part) => shown.querySelector(part).outerHTML);
    });
  const fresh = await page.context().newPage();
  const differs = async (at) => {
    await fresh.goto(page.url());
    const wanted = await parts(fresh);
    const shown = await parts(page);
    if (!wanted.join().includes(at)) return 'the edit is not there yet';
    for (const [i, part] of shown.entries()) {
      if (part === wanted[i]) continue;
      const at = [...part].findIndex((letter, n) => letter !== wanted[i][n]);
      return `shown: ${part.slice(at - 80, at + 80)}; wanted: ${wanted[i].slice(at - 80, at + 80)}`;
    }
    return '';
  };
  const base = project.read(file);
  for (const path of ['/', address]) {
    await visit(path);
    for (let i = 0; i < 15; i++) {
      const at = `Edit ${i} at ${path}.`;
      let text = base.replace(/^summary: .*$/m, `summary: "${at}"`).replace(/^date: .*$/m, `date: ${1990 + random(40)}-${10 + random(3)}-1${random(10)}`);
      // The text's paragraphs in another order, some gone, some new.
      const [, front, body] = /^(---\n[^]*?\n---\n)([^]*)$/.exec(text);
      const parts = body.split('\n\n').filter((part) => !part.startsWith('[^') && random(4));
      for (let j = random(3); j >= 0; j--) parts.splice(random(parts.length + 1), 0, ['New *words*.', '- one\n- two', '## A heading', '> Said.', '| a | b |\n|---|---|\n| 1 | 2 |'][random(5)]);
      if (random(2)) parts.push(...parts.splice(0, random(parts.length)));
      project.write(file, `${front}\n${parts.join('\n\n')}\n`);
      await expect.poll(() => differs(at), { message: at }).toBe('');
    }
    await expectSameDocument(page);
  }
});

test('front matter that is broken: the strip says where, and goes when it is mended', async ({ page, project, visit }) => {
  await visit(address);
  const text = project.read(file);
  const line = text.split('\n').findIndex((one) => one.startsWith('date:')) + 1;
  project.edit(file, /^date: .*$/m.exec(text)[0], 'date: 2024-13-20');
  await expect(problems(page)).toHaveCount(1);
  const link = problems(page).getByRole('link', { name: `${file}:${line}:7` });
  await expect(link).toBeVisible();
  await expect(link).toHaveAttribute('href', `vscode://file${project.path(file)}:${line}:7`);
  await expect(problems(page)).toContainText('there is no month 13');
  await expect(problems(page).locator('pre')).toHaveText('date: 2024-13-20');
  await expect(problems(page).locator('mark')).toHaveText('2024-13-20');
  await expect(page.getByRole('alert')).toContainText(`1 error. ${file}:${line}:7`);
  await expect(page.locator('h1'), 'the last good page stays').toHaveText('Commerce bans Kaspersky software');

  const toggle = strip(page).getByRole('button', { name: '1 error' });
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await toggle.press('Enter');
  await expect(problems(page)).toBeHidden();
  await toggle.press('Space');
  await expect(problems(page)).toBeVisible();

  saves.plain(project.path(file), text);
  await expect(problems(page)).toHaveCount(0);
  await expect(toggle).toBeHidden();
  await expect(strip(page)).not.toContainText('last good version');
  await expectSameDocument(page);
});

test('what an error message quotes is text, never markup', async ({ page, project, visit }) => {
  await visit('/');
  const bad = `<img src=x onerror="window.attacked = 1"><style>body{display:none}</style>`;
  project.edit(file, /^date: .*$/m.exec(project.read(file))[0], `date: '${bad}'`);
  await expect(problems(page).first()).toContainText('<img src=x onerror=');
  await expect(problems(page).locator('pre').first()).toContainText(bad);
  await expect(strip(page).locator('img, style')).toHaveCount(0);
  expect(await page.evaluate(() => window.attacked)).toBeUndefined();
});

test('a style sheet is swapped: no page is loaded, and none is ever without style', async ({ page, project, visit }) => {
  await visit(address);
  await page.evaluate(() => {
    window.bare = 0;
    const look = () => {
      if (getComputedStyle(document.querySelector('.skip')).position !== 'absolute') window.bare++;
      requestAnimationFrame(look);
    };
    look();
  });
  const style = readFileSync(join(root, 'static', 'style.css'), 'utf8');
  for (const color of ['rgb(1, 2, 3)', 'rgb(200, 100, 50)']) {
    project.write('static/style.css', `${style}\nh1 { color: ${color}; }\n`);
    await expect(page.locator('h1')).toHaveCSS('color', color);
  }
  await expect(page.locator('link[rel=stylesheet][href^="/style."]')).toHaveCount(1);
  expect(await page.evaluate(() => window.bare), 'frames without style').toBe(0);
  await expectSameDocument(page);
});

test('a script that another imports is changed: the page is loaded anew, with both', async ({ page, project, visit }) => {
  const head = readFileSync(join(root, 'templates', 'head.html'), 'utf8');
  project.write('static/words.js', `export const word = 'first';\n`);
  project.write('static/own.js', `import { word } from './words.js';\ndocument.querySelector('h1').dataset.word = word;\n`);
  project.write('templates/head.html', `${head}<script type="module" src="{{asset "own.js"}}"></script>\n`);
  await visit(address);
  await expect(page.locator('h1')).toHaveAttribute('data-word', 'first');
  project.write('static/words.js', `export const word = 'second';\n`);
  await expect(page.locator('h1')).toHaveAttribute('data-word', 'second');
  project.write('static/own.js', `import { word } from './wrods.js';\n`);
  await expect(problems(page).first()).toContainText('static/own.js:1:22');
});

test('a template that is broken: told in the strip, and the page stays', async ({ page, project, visit }) => {
  await visit(address);
  const template = '{{define "main"}}<div class="wrap"><h1>Mine: {{.Event.Title}}</h1></div>{{end}}';
  for (const wrong of ['{{define "main"}}<p>{{.Event.Title</p>{{end}}', '{{define "main"}}<p>{{.Event.NoSuchThing}}</p>{{end}}']) {
    project.write('templates/event.html', wrong);
    await expect(problems(page).first()).toContainText('templates/event.html:1');
    await expect(page.locator('h1')).toContainText('Commerce bans Kaspersky software');
    project.write('templates/event.html', template);
    await expect(page.locator('h1')).toHaveText('Mine: Commerce bans Kaspersky software');
    await expect(problems(page)).toHaveCount(0);
  }
  await expectSameDocument(page);
});

test('nine tabs follow on one stream, also when the one that reads it is closed', async ({ context, project, visit }) => {
  test.slow();
  const open = new Set();
  const isStream = (request) => new URL(request.url()).pathname.endsWith('/stream');
  context.on('request', (request) => isStream(request) && open.add(request));
  context.on('requestfinished', (request) => open.delete(request));
  context.on('requestfailed', (request) => open.delete(request));

  const tabs = [];
  for (let i = 0; i < 9; i++) {
    const tab = await context.newPage();
    await visit(i % 2 ? '/' : address, tab);
    if (i > 5) await tab.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden' }));
    tabs.push(tab);
  }
  const retitle = async (from, to) => {
    project.edit(file, from, to);
    for (const tab of tabs) await expect(tab.locator('main')).toContainText(to.slice('title: '.length));
  };
  await retitle(title, 'title: Told to all');
  expect(open.size, 'streams').toBe(1);

  const [stream] = open;
  const leader = stream.frame().page();
  tabs.splice(tabs.indexOf(leader), 1);
  await leader.close();
  await retitle('title: Told to all', 'title: Told to the others');
  expect([...open].filter((request) => request !== stream).length, 'streams').toBe(1);
  for (const tab of tabs) await expectSameDocument(tab);
});

test('a server that is started again: the tabs come back', async ({ context, page, project, visit }) => {
  await visit(address);
  const second = await context.newPage();
  await visit('/', second);
  await project.server.stop('SIGKILL');
  await expect(strip(page)).toContainText('Waiting for dateline serve');
  await expect(strip(second)).toContainText('Waiting for dateline serve');
  await expect(page.locator('h1')).toHaveText('Commerce bans Kaspersky software');
  project.edit(file, title, 'title: Changed while it was away');
  await project.start();
  for (const tab of [page, second]) {
    await expect(tab.locator('main')).toContainText('Changed while it was away');
    await expect(strip(tab)).not.toContainText('Waiting');
  }
  project.edit(file, 'title: Changed while it was away', 'title: And after it');
  for (const tab of [page, second]) {
    await expect(tab.locator('main')).toContainText('And after it');
    await expectSameDocument(tab);
  }
});

test('a page that was kept to go back to takes up where it was', async ({ page, project, visit }) => {
  await visit(address);
  const move = (type) => page.evaluate((type) => window.dispatchEvent(new PageTransitionEvent(type, { persisted: true })), type);
  const free = () => page.evaluate(async () => (await navigator.locks.query()).held.length === 0);
  await move('pagehide');
  await expect.poll(free, 'it holds no lock').toBe(true);
  project.edit(file, title, 'title: Changed meanwhile');
  await move('pageshow');
  await expect(page.locator('h1')).toHaveText('Changed meanwhile');
  await expectSameDocument(page);
});

test('a stream without a heartbeat is opened again', async ({ context, page, project, visit }) => {
  let streams = 0;
  context.on('request', (request) => (streams += request.url().endsWith('/stream')));
  await page.clock.install();
  await visit(address);
  expect(streams).toBe(1);
  await page.clock.fastForward(60_000); // as if the machine had slept
  await expect.poll(() => streams).toBe(2);
  project.edit(file, title, 'title: After sleep');
  await expect(page.locator('h1')).toHaveText('After sleep');
  await expectSameDocument(page);
});

test('a tab that leads and says nothing is replaced', async ({ context, page, project, visit }) => {
  const stuck = await context.newPage();
  await stuck.goto(new URL('/robots.txt', project.url).href);
  await stuck.evaluate(() => new Promise((held) => {
    navigator.locks.request('dateline', () => new Promise(() => held())).catch(() => {});
  }));
  await page.clock.install();
  await page.goto(new URL(address, project.url).href);
  await expect(strip(page)).toBeVisible();
  await page.clock.fastForward(60_000);
  await connected(page);
  project.edit(file, title, 'title: Under new lead');
  await expect(page.locator('h1')).toHaveText('Under new lead');
});

test('the event being edited is brought into view and marked for a moment', async ({ page, project, visit }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit('/');
  const item = page.locator('.item').last();
  const href = await item.locator('h3 a').first().getAttribute('href');
  await expect(item).not.toBeInViewport();
  const name = `content${href.replace(/\/$/, '.md')}`;
  project.edit(name, /^title: .*$/m.exec(project.read(name))[0], 'title: Look here');
  await expect(item).toHaveClass(/dateline-mark/);
  await expect(item).toBeInViewport();
  await expect(item).not.toHaveClass(/dateline-mark/);

  // On its own page, what changed in it.
  await visit(address);
  const last = page.locator('.prose > p').last();
  append(project, 'The end of it.');
  await expect(last).toHaveText('The end of it.');
  await expect(last).toHaveClass('dateline-mark');
  await expect(last).toBeInViewport();
  await expect(last).not.toHaveAttribute('class');
});

test('a tab follows the writer, if that is turned on, and back leads back', async ({ page, project, visit }) => {
  await visit(address);
  append(project, 'Nobody follows.', saves.plain, `content/events/${other}.md`);
  const follow = strip(page).getByRole('checkbox', { name: 'Follow the writer' });
  await expect(follow).not.toBeChecked();
  await follow.focus();
  await page.keyboard.press('Space');
  await expect(follow).toBeChecked();
  for (let i = 0; i < 5; i++) append(project, 'In haste.', saves.plain, `content/events/${other}.md`);
  append(project, 'Somebody follows.', saves.plain, `content/events/${other}.md`);
  await expect(page).toHaveURL(new URL(`/events/${other}/`, project.url).href);
  await expect(page.locator('.prose')).toContainText('Nobody follows.');
  await expect(page.locator('.prose')).toContainText('Somebody follows.');
  await expect(strip(page).getByRole('link', { name: 'Edit this event' })).toHaveAttribute('href', new RegExp(`/${other}\\.md:1:1$`));
  await expect(follow).toBeFocused();
  await expectSameDocument(page);
  await page.goBack();
  await expect(page.locator('h1')).toHaveText('Commerce bans Kaspersky software');
  await page.goForward();
  await expect(page.locator('.prose')).toContainText('Somebody follows.');
  await expectSameDocument(page);
  await page.reload();
  await connected(page);
  await expect(follow, 'it is remembered').toBeChecked();
});

test('every event has a link to its file in the editor', async ({ page, project, visit }) => {
  await visit('/');
  const links = page.getByRole('link', { name: /^edit / });
  await expect(links).toHaveCount(15);
  await expect(page.locator('.item', { hasText: 'Commerce bans Kaspersky software' }).first().getByRole('link', { name: 'edit Commerce bans' })).toHaveAttribute('href', `vscode://file${project.path(file)}:1:1`);
  await expect(strip(page).getByRole('link', { name: 'Edit this page' })).toHaveAttribute('href', `vscode://file${project.path('content/index.md')}:1:1`);
  await visit(address);
  await expect(strip(page).getByRole('link', { name: 'Edit this event' })).toHaveAttribute('href', `vscode://file${project.path(file)}:1:1`);
});

test('a page that goes keeps its last version on screen', async ({ page, project, visit }) => {
  await visit(address);
  const text = project.read(file);
  project.delete(file);
  await expect(strip(page)).toContainText('This page is gone');
  await expect(page.locator('h1')).toHaveText('Commerce bans Kaspersky software');
  project.write(file, text.replace(title, 'title: Here again'));
  await expect(page.locator('h1')).toHaveText('Here again');
  await expect(strip(page)).not.toContainText('This page is gone');
  await expectSameDocument(page);
});

test('a page that could never be made, and one that is not there yet, appear when they can', async ({ page, project, visit }) => {
  await project.server.stop();
  project.write('templates/event.html', '{{define "main"}}{{.NoSuchThing}}{{end}}');
  await project.start();
  await visit(address);
  await expect(problems(page).first()).toContainText('templates/event.html:1');
  project.delete('templates/event.html');
  await expect(page.locator('h1')).toHaveText('Commerce bans Kaspersky software');
  await expect(page.locator('.masthead')).toHaveCSS('border-bottom-style', 'solid');
  await expect(problems(page)).toHaveCount(0);

  await page.evaluate(() => (window.sameDocument = true));
  await visit('/events/soon/');
  await expect(page.locator('h1')).toHaveText('There is no page here');
  project.write('content/events/soon.md', '---\ntitle: Here it is\ndate: 2023-05-01\n---\nText.\n');
  await expect(page.locator('h1')).toHaveText('Here it is');
  await expectSameDocument(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`the strip is accessible, and fits a narrow window: ${colorScheme}`, async ({ page, project, visit }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 600 });
    await visit('/');
    const accessible = async () => {
      const { violations } = await axe(page);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    };
    await accessible();
    for (const [name, from, to] of [
      [file, /^date: .*$/m, `date: 2024-13-20 ${'long '.repeat(40)}${'w'.repeat(120)}`],
      [`content/events/${other}.md`, /^kind: .*$/m, 'kind: nosuchkind\nnosuchkey: 1'],
    ]) {
      project.edit(name, from.exec(project.read(name))[0], to);
    }
    await expect(problems(page).nth(1)).toBeVisible();
    await accessible();
    const box = await strip(page).boundingBox();
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(320);
    expect(box.height).toBeLessThanOrEqual(300);
    // What has the focus is not below it.
    const hidden = await page.evaluate(() => {
      const strip = document.getElementById('dateline-strip').getBoundingClientRect();
      return [...document.querySelectorAll('main a:not([aria-label])')].filter((link) => {
        link.focus(); // one in a filter that is closed takes none
        return document.activeElement === link && link.getBoundingClientRect().top > strip.top;
      }).length;
    });
    expect(hidden, 'links below the strip that have the focus').toBe(0);
    // The end of the page can be scrolled above the strip.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const foot = await page.locator('.colophon').boundingBox();
    expect(foot.y + foot.height).toBeLessThanOrEqual(box.y);
    await page.emulateMedia({ media: 'print' });
    await expect(strip(page)).toBeHidden();
  });
}
