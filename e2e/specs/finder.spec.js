// Filters over all events of a site, whatever part of it the page holds: counts
// that follow each other, a state that is in the address, everything by
// keyboard. What must come out is counted here, from the same facts.

import { wrongInLightAndDark } from '../axe.js';
import { topics, events as total, facts } from '../sites/facets.js';
import { address, expect, test } from '../test.js';

const all = Array.from({ length: total }, (_, i) => facts(i));
const count = (matches) => all.filter(matches).length;

/** Opens a filter and waits for its values. */
async function open(page, name) {
  const facet = page.locator('.facet', { has: page.locator('summary', { hasText: new RegExp(`^${name}$`) }) });
  if ((await facet.getAttribute('open')) === null) await facet.locator('summary').click();
  await expect(facet.getByRole('checkbox').first()).toBeVisible();
  return facet;
}

const value = (facet, name) => facet.getByRole('checkbox', { name: new RegExp(`^${name}\\s*[\\d,]*$`) });

const number = async (facet, name) => {
  const item = facet.locator('.values li', { has: facet.page().locator('.name', { hasText: new RegExp(`^${name}$`) }) });
  return parseInt((await item.locator('.n').textContent()).replace(',', ''), 10);
};

const outcome = (page, n) => expect(page.locator('.outcome .count')).toContainText(`${n.toLocaleString('en')} of ${total.toLocaleString('en')} events`);

test('filters work over all events, and their counts follow each other', async ({ page, visit }) => {
  await visit('facets');
  let facet = await open(page, 'Kinds');
  expect(await number(facet, 'Deadline')).toBe(count((e) => e.kind === 'deadline'));
  await value(facet, 'Deadline').check();
  await outcome(page, count((e) => e.kind === 'deadline'));
  // Within a filter another value adds: its count is what it would bring.
  expect(await number(facet, 'Action')).toBe(count((e) => e.kind === 'action'));
  await value(facet, 'Action').check();
  const either = (e) => e.kind === 'deadline' || e.kind === 'action';
  await outcome(page, count(either));

  facet = await open(page, 'Court');
  expect(await number(facet, 'High Court')).toBe(count((e) => either(e) && e.court === 'High Court'));
  await value(facet, 'High Court').check();
  await outcome(page, count((e) => either(e) && e.court === 'High Court'));

  facet = await open(page, 'Status');
  for (const status of ['reported', 'disputed', 'retracted', 'cancelled']) {
    const name = status[0].toUpperCase() + status.slice(1);
    expect(await number(facet, name), status).toBe(count((e) => either(e) && e.court === 'High Court' && e.status === status));
  }
  await expect(page.locator('.found .item')).toHaveCount(24);
  await expect(page.locator('.whole')).toBeHidden();
});

test('all filters there are', async ({ page, visit }) => {
  await visit('facets');
  await expect(page.locator('.facet summary')).toHaveText(['Kinds', 'Who', 'Topics', 'Places', 'Court', 'Years', 'Importance', 'Status']);
  for (const [name, choice, matches] of [
    ['Who', 'Actor 3', (e) => e.actors.includes('Actor 3')],
    ['Topics', 'trade', (e) => e.tags.includes('trade')],
    ['Places', 'Zürich', (e) => e.place === 'Zürich'],
    ['Years', '2020', (e) => e.date.startsWith('2020')],
    ['Importance', '5: greatest', (e) => e.importance === 5],
  ]) {
    await visit('facets');
    await value(await open(page, name), choice).check();
    await outcome(page, count(matches));
  }
});

test('any of these, or all of these', async ({ page, visit }) => {
  await visit('facets');
  const facet = await open(page, 'Who');
  await value(facet, 'Actor 3').check();
  await value(facet, 'Actor 4').check();
  await outcome(page, count((e) => e.actors.includes('Actor 3') || e.actors.includes('Actor 4')));
  await facet.getByRole('checkbox', { name: 'Only events with all of these' }).check();
  const both = (e) => e.actors.includes('Actor 3') && e.actors.includes('Actor 4');
  await outcome(page, count(both));
  // Now a further value leaves fewer.
  expect(await number(facet, 'Actor 5')).toBe(count((e) => both(e) && e.actors.includes('Actor 5')));
  await expect(page).toHaveURL(/all=actors/);
  await page.reload();
  await outcome(page, count(both));
});

test('among thousands of topics the common ones come first, the rest by typing', async ({ page, visit }) => {
  await visit('facets');
  const facet = await open(page, 'Topics');
  const items = facet.locator('.values li');
  await expect(items.first()).toContainText('trade');
  expect(await items.count()).toBeLessThan(20);
  await expect(facet.locator('.rest')).toHaveText(`and ${(topics - (await items.count())).toLocaleString('en')} more: type to find them`);
  await facet.getByRole('textbox', { name: 'Find in: Topics' }).fill('Tópic 369');
  await expect(items.first()).toContainText('topic 369');
  await value(facet, 'topic 369').check();
  await outcome(page, count((e) => e.tags.includes('topic 369')));
});

test('the state is in the address: shared, reloaded, and undone by the back button', async ({ page, visit }) => {
  await visit('facets');
  await value(await open(page, 'Kinds'), 'Statement').check();
  await value(await open(page, 'Places'), 'Lima').check();
  const n = count((e) => e.kind === 'statement' && e.place === 'Lima');
  await outcome(page, n);
  const shared = page.url();
  expect(new URL(shared).search).toBe('?kind=statement&place=lima');

  await page.goBack();
  await outcome(page, count((e) => e.kind === 'statement'));
  await page.goBack();
  await expect(page.locator('.whole')).toBeVisible();
  await expect(page.locator('.found')).toBeHidden();
  await page.goForward();
  await page.goForward();
  await outcome(page, n);

  await page.goto('about:blank');
  await page.goto(shared);
  await outcome(page, n);
  await expect(page.getByRole('group', { name: 'Chosen filters' }).getByRole('button')).toHaveText(['Statement', 'Lima', 'Clear all']);
  // An event, and back to what was found.
  await page.locator('.found .item h3 a').first().click();
  await expect(page.locator('.story')).toBeVisible();
  await page.goBack();
  await outcome(page, n);
});

test('what is chosen can be taken back, one by one or all', async ({ page, visit }) => {
  await visit('facets', '/?kind=statement&kind=action&year=2020');
  const chosen = page.getByRole('group', { name: 'Chosen filters' });
  await chosen.getByRole('button', { name: 'Remove Statement' }).click();
  await outcome(page, count((e) => e.kind === 'action' && e.date.startsWith('2020')));
  await chosen.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.locator('.whole')).toBeVisible();
  await expect(page).toHaveURL(address('facets', '/'));
});

test('by keyboard alone', async ({ page, visit }) => {
  await visit('facets');
  await page.locator('.facet summary').first().focus();
  await page.keyboard.press('Enter');
  const facet = page.locator('.facet').first();
  await expect(facet.getByRole('checkbox').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await outcome(page, count((e) => e.kind === 'announcement'));
  await expect(facet.getByRole('checkbox').first(), 'the focus stays').toBeFocused();
  await page.keyboard.press('Escape');
  await expect(facet.getByRole('checkbox').first()).toBeHidden();
  await expect(facet.locator('summary')).toBeFocused();
  await page.getByRole('button', { name: 'Show more' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.found .item')).toHaveCount(48);
  await expect(page.locator('.found .item h3 a').nth(24)).toBeFocused();
});

test('nothing is found, and it is said', async ({ page, visit }) => {
  await visit('facets', '/?kind=no-such-kind');
  await expect(page.locator('.outcome .count')).toHaveText('No event matches.');
  await expect(page.getByRole('group', { name: 'Chosen filters' }).getByRole('button')).toHaveText(['no-such-kind']);
});

test('what is found stands by year and month, in the order of the site', async ({ page, visit }) => {
  await visit('demo', '/?kind=announcement');
  await expect(page.locator('.found .year-name')).toHaveText(['2017', '2022', '2024']);
  await expect(page.locator('.found .month-name')).toHaveText(['September 2017', 'March 2022', 'June 2024', 'July 2024']);
  await expect(page.locator('.found .item').first()).toHaveClass(/kind-announcement is-fact/);
});

test('below a path the finder finds its data', async ({ page, visit }) => {
  await visit('below', '/?kind=deadline');
  await expect(page.locator('.found .item')).toHaveCount(2);
  await page.locator('.found .item h3 a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New sales to Americans are prohibited');
});

test('a list leads to the same events in the finder', async ({ page, visit }) => {
  await visit('facets', '/by/court/high-court/');
  await page.getByRole('link', { name: 'Search and filter these events' }).click();
  await outcome(page, count((e) => e.court === 'High Court'));
});

test('a date that is typed leads there, over all events', async ({ page, visit }) => {
  await visit('many');
  for (const [typed, heading] of [
    ['1987', '1987'],
    ['May 1999', '1999'],
    ['12 May 1999', '1999'],
    ['5/12/1999', '1999'],
    ['1999-05-12', '1999'],
  ]) {
    await visit('many');
    await page.getByRole('textbox', { name: 'Go to' }).fill(typed);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.locator('.item:target')).toBeInViewport();
  }
  // On the page itself, without leaving it.
  await visit('demo');
  await page.getByRole('textbox', { name: 'Go to' }).fill('July 18 2024');
  await page.keyboard.press('Enter');
  await expect(page.locator('.item:target h3')).toHaveText('New sales to Americans are prohibited');
  await expect(page.locator('.item:target h3 a')).toBeFocused();
});

test('a text that is no date is told from one', async ({ page, visit }) => {
  await visit('many');
  const field = page.getByRole('textbox', { name: 'Go to' });
  for (const typed of ['soon', '45 May 2020', '1999-13-01', '']) {
    await field.fill(typed);
    await page.keyboard.press('Enter');
    await expect(page.locator('.problem')).toHaveText('Write a date such as 2024, June 2024 or 2024-06-20.');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
});

test('a page that is older than the site loads itself again', async ({ page, visit }) => {
  let stale = true;
  await page.route(address('facets', '/?kind=action'), async (route) => {
    const response = await route.fetch();
    let body = await response.text();
    if (stale) body = body.replace(/data-version="[^"]+"/, 'data-version="000000000000"');
    stale = false;
    await route.fulfill({ response, body });
  });
  // The first loading ends in a second one, in which all is well.
  await page.goto(address('facets', '/?kind=action'));
  await outcome(page, count((e) => e.kind === 'action'));
});

test('without its data the finder says so, and the timeline stays', async ({ page, visit, watch }) => {
  await page.route('**/search/facets.json', (route) => route.abort('failed'));
  await visit('demo');
  await page.locator('.facet summary').first().click();
  await expect(page.locator('.outcome .count')).toHaveText('This could not be loaded. Try again, or use the lists.');
  await expect(page.locator('.item').first()).toBeVisible();
  expect(watch.some((trouble) => trouble.includes('facets.json'))).toBe(true);
  watch.length = 0; // what failed here was to fail
});

for (const site of ['facets', 'arabic']) {
  test(`filters open, and what they find, are accessible in light and dark: ${site}`, async ({ page, visit }) => {
    await visit(site);
    for (const summary of await page.locator('.facet summary').all()) {
      await summary.click();
      await expect(page.locator('.facet[open] input[type=checkbox]').first()).toBeVisible();
      expect(await wrongInLightAndDark(page, '.finder'), await summary.textContent()).toEqual({ light: [], dark: [] });
    }
    await page.locator('.facet[open] .values input').first().check();
    await expect(page.locator('.found .item').first()).toBeVisible();
    expect(await wrongInLightAndDark(page)).toEqual({ light: [], dark: [] });
  });
}

test('nothing moves when an address asks for something', async ({ page }) => {
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(address('facets', '/?kind=action&place=lima'));
  await expect(page.locator('.found .item').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => window.shifted)).toBe(0);
});

for (const width of [320, 390, 820]) {
  test(`filters fit ${width} px`, async ({ page, visit }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const site of ['facets', 'words', 'arabic']) {
      await visit(site);
      for (const summary of await page.locator('.facet summary').all()) {
        await summary.click();
        await expect(page.locator('.facet[open] input[type=checkbox]').first()).toBeVisible();
        const wide = () => page.evaluate(() => {
          const panel = document.querySelector('.facet[open] .choices').getBoundingClientRect();
          const { scrollWidth, clientWidth } = document.scrollingElement;
          return { page: scrollWidth - clientWidth, start: Math.min(0, Math.round(panel.left)), end: Math.max(0, Math.round(panel.right - clientWidth)) };
        });
        // The panel is put into its place when it is open.
        await expect.poll(wide, `${site}: ${await summary.textContent()}`).toEqual({ page: 0, start: 0, end: 0 });
      }
    }
  });
}
