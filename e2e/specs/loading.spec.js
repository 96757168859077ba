// A page that comes in two parts, as on a bad line: what the browser has
// painted of the first does not move when the second arrives.

import { createServer } from 'node:http';
import { layoutShift } from '../measure.js';
import { address, expect, plain as test } from '../test.js';

// In the menu, at each of its links; then at the parts of the page.
const cuts = /<\/li>(?=[^]*<\/header>)|<\/header>|<main|<h1|<\/h1>|<(?:section|svg|nav|dl|ol|article|aside|footer) (?=[^]*<\/main>)|<footer/g;
const most = 9; // parts of the page beyond the menu

for (const [name, path] of [
  ['home', '/'],
  ['event', '/events/2024-06-20-commerce-bans-kaspersky/'],
]) {
  for (const width of [390, 1280]) {
    test(`nothing moves on the ${name} page at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      const html = await (await fetch(address('demo', path))).text();
      const all = [...html.matchAll(cuts)].map(({ index }) => index);
      const body = all.filter((at) => at > html.indexOf('</header>'));
      const some = body.filter((_, i) => i % Math.ceil(body.length / most) === 0);
      const menu = all.filter((at) => at < html.indexOf('</header>'));
      expect(menu.length).toBeGreaterThan(2);
      for (const at of [...menu, ...some]) {
        const server = await serveInParts(html.slice(0, at), html.slice(at));
        try {
          await page.goto(server.url, { waitUntil: 'commit' });
          // Two frames: one to paint, and one to know that it is painted.
          await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
          server.finish();
          await page.waitForLoadState('load');
          expect(await layoutShift(page), `cut before ${html.slice(at, at + 40)}`).toEqual({ value: 0, shifts: [] });
        } finally {
          server.close();
        }
      }
    });
  }
}

/** Serves a page of the demo, whose second part comes when finish() is called. */
async function serveInParts(first, second) {
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));
  const server = createServer(async (request, response) => {
    if (request.url !== '/') {
      const other = await fetch(address('demo', request.url));
      response.writeHead(other.status, { 'Content-Type': other.headers.get('content-type') });
      response.end(Buffer.from(await other.arrayBuffer()));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
    response.write(first);
    await finished;
    response.end(second);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    finish,
    close() {
      finish();
      server.close();
      server.closeAllConnections();
    },
  };
}
