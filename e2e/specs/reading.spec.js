// What a reader of the demo must see at a glance: what happened and when, what
// is a deadline, a statement or an analysis, and who says so.

import { expect, test } from '../test.js';

const story = [
  ['c. 2005', 'action', 'Kaspersky begins to operate in the United States'],
  ['September 13, 2017', 'announcement', 'Homeland Security orders Kaspersky off federal civilian systems'],
  ['2022', 'action', 'Sanctions over Ukraine, and a shrinking North American business'],
  ['March 25, 2022', 'announcement', 'The FCC puts Kaspersky on its Covered List'],
  ['c. June 2024', 'statement', 'Kaspersky says that it is looking into what the ban means for partners'],
  ['June 20, 2024', 'announcement', 'Commerce bans Kaspersky software'],
  ['June 21, 2024', 'announcement', 'Treasury sanctions twelve Kaspersky executives'],
  ['June 24, 2024', 'announcement', 'The Final Determination is printed in the Federal Register'],
  ['July 15, 2024', 'announcement', 'Kaspersky tells reporters that it will leave the United States'],
  ['July 16, 2024', 'statement', 'Kaspersky calls its U.S. business “no longer viable”'],
  ['July 16, 2024', 'statement', 'Kaspersky argues that U.S. distributors may still resell abroad'],
  ['July 16, 2024', 'analysis', 'Omdia analyst expects little effect on competition'],
  ['July 20, 2024', 'deadline', 'New sales to Americans are prohibited'],
  ['from July 20, 2024', 'action', 'Kaspersky winds down its U.S. operations'],
  ['September 29, 2024', 'deadline', 'Updates and resale are prohibited'],
];

const natures = { announcement: 'is-fact', action: 'is-fact', deadline: 'is-deadline', statement: 'is-statement', analysis: 'is-analysis' };

/** Opens the event of a title from the timeline. */
async function open(page, visit, title) {
  await visit('demo');
  await page.locator('.item').getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

test('the story is told in the order of its dates', async ({ page, visit }) => {
  await visit('demo');
  await expect(page.locator('.item h3')).toHaveText(story.map(([, , title]) => title));
  await expect(page.locator('.year-name')).toHaveText(['2005', '2017', '2022', '2024']);
  await expect(page.locator('.month-name')).toHaveText(['September 2017', 'March 2022', 'June 2024', 'July 2024', 'September 2024']);
});

test('every entry says what kind it is', async ({ page, visit }) => {
  await visit('demo');
  const items = page.locator('.item');
  for (const [i, [, kind]] of story.entries()) {
    await expect(items.nth(i)).toHaveClass(new RegExp(`\\bkind-${kind} ${natures[kind]}\\b`));
    await expect(items.nth(i).locator('.kind')).toHaveText(new RegExp(`^${kind}$`, 'i'));
    await expect(items.nth(i).locator('.mark')).toBeVisible();
  }
});

test('kinds are told apart by the shape of their marks, not by colour alone', async ({ page, visit }) => {
  await visit('demo');
  const shapes = await page.locator('.legend .mark').evaluateAll((marks) => marks.map((mark) => mark.innerHTML));
  expect(shapes.length).toBe(5);
  expect(new Set(shapes).size).toBe(5);
});

test('the two deadlines are the dates that matter', async ({ page, visit }) => {
  await visit('demo');
  const dates = page.getByRole('region', { name: 'The dates that matter' }).getByRole('listitem');
  await expect(dates).toHaveCount(2);
  await expect(dates.nth(0)).toContainText('July 20, 2024');
  await expect(dates.nth(0)).toContainText('New sales to Americans are prohibited');
  await expect(dates.nth(1)).toContainText('September 29, 2024');
  await expect(dates.nth(1)).toContainText('Updates and resale are prohibited');
  await expect(dates.nth(0).getByRole('link')).toHaveAttribute('href', '/events/2024-07-20-sales-prohibited/');
});

test('a deadline is framed, and nothing else is', async ({ page, visit }) => {
  await visit('demo');
  for (const [i, [, kind]] of story.entries()) {
    const border = await page.locator('.item .card').nth(i).evaluate((card) => parseFloat(getComputedStyle(card).borderTopWidth));
    if (kind === 'deadline') expect(border, kind).toBeGreaterThan(0);
    else expect(border, kind).toBe(0);
  }
});

test('a statement and an analysis name who speaks', async ({ page, visit }) => {
  await visit('demo');
  const items = page.locator('.item');
  for (const [i, [, kind]] of story.entries()) {
    const byline = items.nth(i).locator('.byline');
    if (kind === 'statement') await expect(byline).toHaveText('Kaspersky');
    else if (kind === 'analysis') await expect(byline).toHaveText('Eric Parizo, Omdia');
    else await expect(byline).toHaveCount(0);
  }
});

test('a statement’s page says that it is one', async ({ page, visit }) => {
  for (const [, kind, title] of story) {
    if (kind !== 'statement') continue;
    await open(page, visit, title);
    await expect(page.locator('.headline .byline')).toHaveText('Kaspersky');
    await expect(page.getByText('What follows is what Kaspersky says. It is not established fact.')).toBeVisible();
  }
});

test('an analysis’s page says that it is one, and discloses the shared owner', async ({ page, visit }) => {
  await open(page, visit, 'Omdia analyst expects little effect on competition');
  await expect(page.locator('.headline .byline')).toHaveText('Eric Parizo, Omdia');
  await expect(page.getByText('What follows is the view of Eric Parizo, Omdia, not a report of events.')).toBeVisible();
  await expect(page.locator('.prose')).toContainText('share a parent company, Informa');
});

test('no other page carries such a notice', async ({ page, visit }) => {
  await open(page, visit, 'Commerce bans Kaspersky software');
  await expect(page.getByText('What follows is')).toHaveCount(0);
});

test('every event has its date, its kind and its sources', async ({ page, visit }) => {
  for (const [date, kind, title] of story) {
    await open(page, visit, title);
    // A deadline says what it means today as well: today.spec.js.
    await expect(page.locator('.headline .date'), title).toHaveText(kind === 'deadline' ? `${date} in force` : date);
    await expect(page.locator('.headline .kind'), title).toHaveText(new RegExp(`^${kind}$`, 'i'));
    const sources = page.getByRole('region', { name: /^Sources?$/ }).getByRole('listitem');
    expect(await sources.count(), title).toBeGreaterThan(0);
    for (const source of await sources.all()) {
      await expect(source.locator('.publisher'), title).not.toBeEmpty();
      await expect(source.locator('a.title'), title).toHaveAttribute('href', /^https:\/\//);
      // No source is there for show: the text leads to it, and it leads back.
      expect(await source.locator('.backlinks a').count(), title).toBeGreaterThan(0);
    }
  }
});

test('what could not be confirmed is marked', async ({ page, visit }) => {
  await visit('demo');
  const item = page.locator('.item', { has: page.getByRole('heading', { name: 'Kaspersky winds down its U.S. operations' }) });
  await expect(item.locator('.status')).toHaveText('Reported');
});

test('the era is drawn behind the events that fall into it', async ({ page, visit }) => {
  await visit('demo');
  await expect(page.locator('.era')).toContainText('From announcement to cut-off');
  const inside = await page.locator('.item.in-era h3').allTextContents();
  expect(inside).toEqual(story.slice(5).map(([, , title]) => title));
});

test('what became of an entry is shown on it', async ({ page, visit }) => {
  await visit('full', '/events/every-key/');
  const changes = page.getByRole('region', { name: 'Changes to this entry' }).getByRole('listitem');
  await expect(changes).toHaveText([
    'Correction 8 April 2001: The court sat at two, not at three.',
    'Update 9 April 2001: A recording has been added.',
  ]);
  await visit('full', '/events/retracted/');
  await expect(page.locator('.headline .status')).toHaveText('Retracted');
  await expect(page.getByRole('heading', { level: 1 }).locator('s')).toHaveCSS('text-decoration-line', 'line-through');
});

test('what an author writes stays text', async ({ page, visit }) => {
  await visit('full', '/events/every-key/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('An event with every key: <b>not bold</b> & “quoted”');
  await expect(page.locator('.deck')).toContainText('<script>alert(1)</script>');
});
