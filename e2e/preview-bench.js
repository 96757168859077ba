// Measures the preview from save to pixels, at 10,000 events:
//
//   CHROMIUM=/usr/bin/chromium node preview-bench.js [EVENTS] [EDITS]
//
// The clock starts before a file is written, and stops in the first task after
// the frame in which the new text is on the page.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './build.js';
import config from './playwright.config.js';
import { connected, Project } from './preview.js';
import setup from './preview-setup.js';

const [events = 10_000, edits = 30] = process.argv.slice(2).map(Number);
const now = () => performance.timeOrigin + performance.now();

const teardown = setup();
const project = new Project();
let browser;
try {
  execFileSync('rm', ['-r', project.path('content')]);
  execFileSync('go', ['run', './internal/testsite/generate', String(events), project.path('content')], { cwd: root });
  const name = `content/events/${1984 + ((events - 1) * 7919) % 40}/event-${String(events - 1).padStart(5, '0')}.md`;
  const address = name.slice('content'.length, -'.md'.length) + '/';
  const title = (text, mark) => text.replace(/^title: .*$/m, `title: Edited ${mark}`);
  const body = (text, mark) => text.replace(/\n---\n/, `\n---\n\nEdited ${mark}.\n`);
  mkdirSync(project.path('templates'));
  const template = readFileSync(join(root, 'templates', 'event.html'), 'utf8');
  const base = (mark) => template.replace('<div class="wrap">', `<div class="wrap"><p>Edited ${mark}</p>`);

  await project.start();
  browser = await chromium.launch(config.use.launchOptions);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const year = `/${/\d{4}/.exec(name)[0]}/`;
  for (const [what, path, file, change] of [
    ['text, at the event', address, name, body],
    ['title, at the event', address, name, title],
    ['title, at its year', year, name, title],
    ['title, at the home page', '/', null, title],
    ['template, at the event', address, 'templates/event.html', (_, mark) => base(mark)],
  ]) {
    await page.goto(new URL(path, project.url).href);
    await connected(page);
    // The home page holds a part of the events: edit one of these.
    const shown = file ?? `content${await page.locator('.item h3 a').first().getAttribute('href')}`.replace(/\/$/, '.md');
    const original = shown.startsWith('templates/') ? template : project.read(shown);
    const times = [];
    for (let i = 0; i < edits + 3; i++) {
      const mark = `${i} of ${what}`;
      const seen = page.evaluate(
        (wanted) =>
          new Promise((resolve) => {
            window.watching = true;
            const observer = new MutationObserver(() => {
              if (!document.querySelector('main').textContent.includes(wanted)) return;
              observer.disconnect();
              requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
                port2.postMessage(0);
              });
            });
            observer.observe(document, { subtree: true, childList: true, characterData: true });
          }),
        `Edited ${mark}`,
      );
      await page.waitForFunction(() => window.watching);
      const text = change(original, mark);
      const start = now();
      writeFileSync(project.path(shown), text);
      const time = (await seen) - start;
      await page.evaluate(() => (window.watching = false));
      if (i >= 3) times.push(time); // the first warm up the browser
    }
    writeFileSync(project.path(shown), original);
    times.sort((a, b) => a - b);
    const at = (part) => `${times[Math.floor((times.length - 1) * part)].toFixed(1)} ms`.padStart(9);
    console.log(`${what.padEnd(24)} median ${at(0.5)}   90 % ${at(0.9)}   max ${at(1)}`);
  }
} finally {
  await browser?.close();
  await project.remove();
  teardown?.();
}
