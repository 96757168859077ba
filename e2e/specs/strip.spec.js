// The overview: what it shows is true, and it can be read and used by everyone.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { address, expect, sites, test } from '../test.js';

const homes = ['demo', 'many', 'crowded', 'dense', 'day', 'words', 'arabic', 'full'];
const withBreaks = ['demo', 'crowded', 'dense', 'day', 'full'];

const scale = (page, name) => page.getByRole('group', { name: 'Scale' }).getByRole('button', { name, exact: true });
const shorten = (page) => scale(page, 'Shorten empty stretches');
const whole = (page) => scale(page, 'True scale');

/** Waits until marks have arrived where they stand. */
const settle = (page) => page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));

/** The middles of the marks that are seen, in the strip, by their names. */
const places = (page) =>
  page.locator('.strip a:visible').evaluateAll((links) => {
    const strip = document.querySelector('.strip-frame').getBoundingClientRect();
    const round = (pixels) => Math.round(pixels * 10) / 10;
    return Object.fromEntries(
      links.map((link) => {
        const { left, right, top, bottom } = link.querySelector('.target').getBoundingClientRect();
        return [link.getAttribute('aria-label').replace(/\s/g, ' '), { x: round((left + right) / 2 - strip.left), y: round((top + bottom) / 2 - strip.top) }];
      }),
    );
  });

const exact = {
  'September 13, 2017: Homeland Security orders Kaspersky off federal civilian systems': Date.UTC(2017, 8, 13),
  'March 25, 2022: The FCC puts Kaspersky on its Covered List': Date.UTC(2022, 2, 25),
  'June 20, 2024: Commerce bans Kaspersky software': Date.UTC(2024, 5, 20),
};

/** How far the places of three exact dates are from one scale, in pixels. */
async function untruth(page) {
  const at = await places(page);
  const [a, b, c] = Object.entries(exact).map(([name, time]) => ({ x: at[name].x, time }));
  return Math.abs(b.x - a.x - ((c.x - a.x) * (b.time - a.time)) / (c.time - a.time));
}

test.describe('the scale', () => {
  test('is switched with the mouse, and is true then', async ({ page, visit }) => {
    await visit('demo');
    await expect(shorten(page)).toHaveAttribute('aria-pressed', 'true');
    await expect(whole(page)).toHaveAttribute('aria-pressed', 'false');
    await expect(page.locator('.strip svg .break:visible')).not.toHaveCount(0);
    const before = await places(page);
    expect(await untruth(page)).toBeGreaterThan(50);

    await whole(page).click();
    await settle(page);
    await expect(whole(page)).toHaveAttribute('aria-pressed', 'true');
    await expect(shorten(page)).toHaveAttribute('aria-pressed', 'false');
    await expect(page.locator('.strip-frame .break:visible')).toHaveCount(0);
    // Years differ by a day.
    expect(await untruth(page)).toBeLessThan(1);

    await shorten(page).click();
    await settle(page);
    expect(await places(page)).toEqual(before);
  });

  test('is switched with the keyboard, which stays where it is', async ({ page, visit }) => {
    await visit('demo');
    await shorten(page).focus();
    await page.keyboard.press('Tab');
    await expect(whole(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(whole(page)).toHaveAttribute('aria-pressed', 'true');
    await expect(whole(page)).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await expect(shorten(page)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.locator('.strip svg a').first()).toBeFocused();
  });

  test('cannot be switched where nothing is left out', async ({ page, visit }) => {
    for (const site of ['many', 'words', 'arabic']) {
      await visit(site);
      await expect(page.locator('.strip .axis').first()).toBeVisible();
      await expect(page.getByRole('group', { name: 'Scale' })).toHaveCount(0);
    }
  });

  test('moves marks, but not for those who asked for no movement', async ({ page, visit }) => {
    const moving = () => page.evaluate(() => document.getAnimations().length);
    await visit('demo');
    await whole(page).click();
    expect(await moving()).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await visit('demo');
    await whole(page).click();
    expect(await moving()).toBe(0);
    await expect(page.locator('.strip')).toHaveClass(/\btrue\b/);
  });
});

test('the overview moves nothing while the page loads', async ({ page, visit }) => {
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        // What stands above it has tests of its own.
        const strip = document.querySelector('.strip');
        const above = ({ node }) => node && !node.contains(strip) && strip && node.compareDocumentPosition(strip) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (!hadRecentInput && !sources.some(above)) window.shifted += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const site of homes) {
      await visit(site);
      await page.locator('.strip').scrollIntoViewIfNeeded();
      await page.locator('.strip svg a:visible').first().focus();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await page.evaluate(() => window.shifted), `${site} at ${width} px`).toBe(0);
    }
  }
});

test.describe('today', () => {
  const today = (page) => page.locator('.strip .today');
  const at = async (page, time) => page.clock.setFixedTime(new Date(time));
  const middle = async (locator) => {
    const { x, width } = await locator.boundingBox();
    return x + width / 2;
  };

  test('is a line among the events, on both scales', async ({ page, visit }) => {
    await at(page, '2024-08-01T12:00:00Z');
    await visit('demo');
    for (const [press, before] of [[shorten, 'Aug'], [whole, '2024'], [shorten, 'Aug']]) {
      await press(page).click();
      await settle(page);
      await expect(today(page)).toHaveCSS('display', 'inline');
      await expect(today(page).locator('line')).toHaveCSS('display', 'inline');
      await expect(today(page).locator('text')).toHaveText('Today');
      const x = await middle(today(page).locator('line'));
      const tick = await middle(page.locator('.strip .tick text:visible', { hasText: before }).last());
      expect(x).toBeGreaterThan(tick - 1);
      expect(x).toBeLessThan(tick + 60);
      const { x: left } = await page.locator('.strip-frame').boundingBox();
      const last = Object.entries(await places(page)).find(([name]) => name.startsWith('September 29'));
      if (last) expect(x).toBeLessThan(last[1].x + left);
    }
  });

  test('may fall into a stretch that is left out', async ({ page, visit }) => {
    await at(page, '2010-01-01');
    await visit('demo');
    const line = await middle(today(page).locator('line'));
    expect(Math.abs(line - (await middle(page.locator('.strip-frame .break:visible').first())))).toBeLessThan(3);
  });

  for (const [site, time, text, end] of [
    ['demo', '2030-01-01', 'Today ▸', 'right'],
    ['demo', '1995-01-01', '◂ Today', 'left'],
    ['arabic', '2024-09-15', '◂ اليوم', 'left'],
    ['arabic', '2024-04-15', 'اليوم ▸', 'right'],
  ]) {
    test(`is off the axis in ${time}: ${site}`, async ({ page, visit }) => {
      await at(page, time);
      await visit(site);
      await expect(today(page).locator('text')).toHaveText(text);
      await expect(today(page).locator('text')).toBeVisible();
      await expect(today(page).locator('line')).toHaveCSS('display', 'none');
      const note = await today(page).locator('text').boundingBox();
      const strip = await page.locator('.strip-frame').boundingBox();
      if (end === 'right') expect(Math.abs(note.x + note.width - strip.x - strip.width)).toBeLessThan(3);
      else expect(Math.abs(note.x - strip.x)).toBeLessThan(3);
    });
  }

  test('goes unsaid when it is far away', async ({ page, visit }) => {
    for (const [site, time] of [['demo', '2045-01-01'], ['demo', '1980-01-01'], ['day', '2024-07-25'], ['words', '2030-01-01']]) {
      await at(page, time);
      await visit(site);
      await expect(today(page)).toBeHidden();
    }
  });

  test('stands at the hour of the place', async ({ page, visit }) => {
    await at(page, '2024-07-19T13:00:00Z');
    await visit('day');
    await whole(page).click();
    const hour = page.locator('.strip .tick:visible', { hasText: '09:00' }).locator('text');
    expect(Math.abs((await middle(today(page).locator('line'))) - (await middle(hour)))).toBeLessThan(2);
  });

  test('covers no label, wherever it is', async ({ page, visit }) => {
    for (const time of ['2024-01-20', '2024-03-05', '2024-06-30', '2024-12-30', '2025-12-01']) {
      await at(page, time);
      await visit('crowded');
      expect(await overlapping(page), time).toEqual([]);
    }
  });
});

/** Labels that run into each other. */
function overlapping(page) {
  return page.locator('.strip-frame text:visible').evaluateAll((texts) => {
    const boxes = texts.map((text) => ({ label: text.textContent, box: text.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
    return boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1)
        .map((b) => `${a.label} and ${b.label}`),
    );
  });
}

for (const site of homes) {
  test(`at any width, on both scales, labels are whole and apart, marks too: ${site}`, async ({ page, visit }) => {
    await page.setViewportSize({ width: 320, height: 900 });
    await page.clock.setFixedTime(new Date('2025-01-15'));
    await visit(site);
    for (const press of withBreaks.includes(site) ? [null, whole] : [null]) {
      if (press) await press(page).click();
      for (const width of [320, 390, 820, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await settle(page);
        const which = `${width} px${press ? ', true scale' : ''}`;
        expect(await overlapping(page), which).toEqual([]);
        const cut = await page.locator('.strip-frame text:visible').evaluateAll((texts) =>
          texts.filter((text) => text.getBoundingClientRect().left < 0 || text.getBoundingClientRect().right > innerWidth).map((text) => text.textContent),
        );
        expect(cut, `${which}: cut off`).toEqual([]);
        if (await page.locator('.strip.of-columns').count()) continue;
        const marks = Object.entries(await places(page));
        expect(marks.length, which).toBeGreaterThan(2);
        const near = marks.flatMap(([name, a], i) =>
          marks.slice(i + 1).filter(([, b]) => Math.abs(a.x - b.x) < 23 && Math.abs(a.y - b.y) < 23).map(([other]) => `${name} and ${other}`),
        );
        expect(near, `${which}: marks on each other`).toEqual([]);
      }
    }
  });
}

test('every mark has a name and a place to aim at', async ({ page, visit }) => {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const site of ['demo', 'crowded', 'full', 'arabic']) {
      await visit(site);
      const links = page.locator('.strip a:visible');
      const sizes = await links.evaluateAll((all) => all.map((link) => link.querySelector('.target').getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
      expect(sizes.length).toBeGreaterThan(0);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(23.9);
      const names = await links.evaluateAll((all) => all.map((link) => link.getAttribute('aria-label')));
      for (const name of names) expect(name).toMatch(/^.+: .+/);
    }
  }
  await visit('demo');
  await expect(page.getByRole('link', { name: 'September 29, 2024: Updates and resale are prohibited' })).toBeVisible();
  await visit('full');
  await expect(page.locator('.strip').getByRole('link', { name: /\(retracted\)$/ }).first()).toBeVisible();
});

test('a mark leads to its event', async ({ page, visit }) => {
  await visit('crowded');
  await page.locator('.strip').getByRole('link', { name: /: Event number 0$/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Event number 0');
});

test('every event is drawn, alone or in a cluster that counts it', async ({ page, visit }) => {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await visit('crowded');
    for (const press of [shorten, whole]) {
      await press(page).click();
      await settle(page);
      const drawn = await page.locator('.strip a:visible').evaluateAll((links) =>
        links.flatMap((link) => (link.dataset.event ?? link.dataset.events).split(' ').map(Number)),
      );
      expect(drawn.toSorted((a, b) => a - b), `at ${width} px`).toEqual(Array.from({ length: 149 }, (_, i) => i));
      const cluster = page.locator('.strip a.cluster:visible').first();
      const members = (await cluster.getAttribute('data-events')).split(' ');
      await expect(cluster.locator('text')).toHaveText(String(members.length));
      await expect(cluster).toHaveAccessibleName(new RegExp(`^${members.length} events close together: .+`));
    }
  }
});

for (const [site, total, least] of [['many', 1000, 60], ['dense', 606, 20], ['crowded', 0, 0]]) {
  test(`what stands for several events leads to where they are listed: ${site}`, async ({ page, visit }) => {
    await visit(site);
    const links = await page.locator('.strip :is([data-from], [data-events])').evaluateAll((all) =>
      all.map((link) => ({
        whole: Boolean(link.closest('.when-true')),
        href: link.getAttribute('href'),
        name: link.getAttribute('aria-label'),
        from: Number(link.dataset.from),
        to: Number(link.dataset.to),
      })),
    );
    expect(links.length).toBeGreaterThan(least);
    for (const { href, name } of links) {
      const { pathname, hash } = new URL(href, address(site));
      const text = readFileSync(join(sites[site].folder, pathname, 'index.html'), 'utf8');
      if (hash) expect(text, `${name}: ${href}`).toContain(` id="${hash.slice(1)}"`);
    }
    if (!total) return;
    for (const which of [false, true]) {
      const columns = links.filter((link) => link.whole === which);
      if (columns.length === 0) continue;
      // Together they have every event once.
      expect(columns.map(({ from }) => from)).toEqual([0, ...columns.slice(0, -1).map(({ to }) => to)]);
      expect(columns.at(-1).to).toBe(total);
      for (const { name, from, to } of columns) expect(name).toMatch(new RegExp(`: ${to - from} events?$`));
    }
  });
}

test('a column says its period and leads there', async ({ page, visit }) => {
  await visit('many');
  await page.locator('.strip').getByRole('link', { name: /^1999: \d+ events$/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1999');
  await visit('dense');
  const column = page.locator('.strip').getByRole('link', { name: /^January.* 2024: \d+ events$/ }).first();
  const [, count] = (await column.getAttribute('aria-label')).match(/: (\d+) events$/);
  expect(Number(count)).toBeGreaterThan(1);
  await column.click();
  await expect(page).toHaveURL(/#m2024-01$/);
  await expect(page.locator(':target')).toBeInViewport();
});

test('a column’s height counts its events', async ({ page, visit }) => {
  await visit('many');
  const columns = await page.locator('.strip [data-from]').evaluateAll((all) =>
    all.map((link) => ({ count: link.dataset.to - link.dataset.from, height: link.querySelector('.column').getBoundingClientRect().height })),
  );
  const highest = Math.max(...columns.map(({ count }) => count));
  for (const { count, height } of columns) expect(Math.abs(height - Math.max(2, (88 * count) / highest))).toBeLessThan(0.6);
});

test('the name of what has the focus or the pointer is shown, and moves nothing', async ({ page, visit }) => {
  await visit('demo');
  const height = () => page.locator('.strip').evaluate((strip) => strip.getBoundingClientRect().height);
  const before = await height();
  const link = page.locator('.strip svg a').nth(3);
  const name = await link.getAttribute('aria-label');
  await link.hover();
  await expect(page.locator('.strip-caption')).toContainText(name);
  expect(await height()).toBe(before);
  await page.mouse.move(0, 0);
  await expect(page.locator('.strip-caption')).not.toContainText(name);
  await link.focus();
  await expect(page.locator('.strip-caption')).toContainText(name);
});

test.describe('a filter', () => {
  const show = (page, places) =>
    page.evaluate(async (places) => {
      const url = performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /\/strip[^/]*\.js$/.test(name));
      const { show } = await import(url);
      show(document.querySelector('.strip'), places && new Set(places));
    }, places);

  test('dims the marks of what it leaves out', async ({ page, visit }) => {
    await visit('demo');
    await show(page, [0, 3, 4]);
    await expect(page.locator('.strip a[data-event].out')).toHaveCount(12);
    for (const place of [0, 3, 4]) await expect(page.locator(`.strip a[data-event="${place}"]`)).not.toHaveClass(/\bout\b/);
    // They can still be followed.
    await page.locator('.strip a[data-event="1"]').click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Homeland Security');
    await visit('demo');
    await show(page, [0]);
    await show(page, null);
    await expect(page.locator('.strip a.out')).toHaveCount(0);
  });

  test('counts what is left of a cluster', async ({ page, visit }) => {
    await visit('crowded');
    const cluster = page.locator('.strip a.cluster:visible').first();
    const members = (await cluster.getAttribute('data-events')).split(' ').map(Number);
    await show(page, members.slice(0, 1));
    await expect(cluster.locator('text')).toHaveText('1');
    await show(page, []);
    await expect(cluster).toHaveClass(/\bout\b/);
    await show(page, null);
    await expect(cluster.locator('text')).toHaveText(String(members.length));
    await expect(cluster).not.toHaveClass(/\bout\b/);
  });

  test('shows the share of each column', async ({ page, visit }) => {
    await visit('many');
    const third = Array.from({ length: 334 }, (_, i) => i * 3);
    await show(page, third);
    const columns = await page.locator('.strip [data-from]').evaluateAll((all) =>
      all.map((link) => ({
        from: Number(link.dataset.from),
        to: Number(link.dataset.to),
        height: link.querySelector('.column').getBoundingClientRect().height,
        share: link.querySelector('.share')?.getBoundingClientRect().height ?? 0,
      })),
    );
    for (const { from, to, height, share } of columns) {
      const left = third.filter((place) => place >= from && place < to).length;
      const want = left && Math.max(2, (height * left) / (to - from));
      expect(Math.abs(share - want)).toBeLessThan(0.6);
    }
    await show(page, null);
    await expect(page.locator('.strip .share')).toHaveCount(0);
    await expect(page.locator('.strip .part')).toHaveCount(0);
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the overview is complete, on the scale that shows most', async ({ page, visit }) => {
    await visit('demo');
    await expect(page.locator('.strip a:visible')).toHaveCount(15);
    await expect(page.locator('.strip-frame .break:visible')).not.toHaveCount(0);
    await expect(page.locator('.strip button').first()).toBeHidden();
    await expect(page.locator('.strip .today')).toBeHidden();
    await expect(page.locator('.strip-caption')).toHaveText('15 events, c. 2005 – September 29, 2024');
    await visit('many');
    await expect(page.locator('.strip a:visible')).not.toHaveCount(0);
  });
});

test.describe('on paper', () => {
  test('there is the drawing and nothing to press', async ({ page, visit }) => {
    await page.clock.setFixedTime(new Date('2024-08-01'));
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ media: 'print', colorScheme });
      await visit('demo');
      await expect(page.locator('.strip button').first()).toBeHidden();
      await expect(page.locator('.strip .today')).toBeHidden(); // paper is read on other days
      await expect(page.locator('.strip-frame .break:visible')).not.toHaveCount(0);
      await expect(page.locator('.strip .tick text:visible').first()).toHaveCSS('fill', 'rgb(51, 51, 51)');
      await expect(page.locator('.strip .era-band:visible rect').first()).toHaveCSS('fill', 'rgb(0, 0, 0)');
    }
  });
});

test('is seen in forced colours', async ({ page, visit }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await visit('demo');
  const colours = await page.evaluate(() => {
    const style = (selector) => getComputedStyle(document.querySelector(selector));
    return { canvas: getComputedStyle(document.documentElement).backgroundColor, axis: style('.strip .axis').fill, band: style('.strip .era-band rect').stroke, mark: style('.strip a[data-event="1"] .mark').fill };
  });
  for (const part of ['axis', 'band', 'mark']) expect(colours[part], part).not.toBe(colours.canvas);
});

test('is drawn with few elements', async ({ page, visit }) => {
  for (const [site, most] of [['many', 600], ['dense', 600], ['crowded', 1500]]) {
    await visit(site);
    expect(await page.locator('.strip *').count(), site).toBeLessThan(most);
  }
});
