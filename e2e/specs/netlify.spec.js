// netlify.toml: what it promises, and that the pages of the other specs were
// served with its headers.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build.js';
import { headersFor, readConfig } from '../netlify.js';
import { address, expect, test } from '../test.js';

const { rules, settings } = readConfig(join(root, 'netlify.toml'));

test('builds with the program of this repository', () => {
  expect(settings['build.command']).toBe('go run ./cmd/dateline build');
  expect(settings['build.publish']).toBe('public');
  const [, needed] = /^go (\d+\.\d+)/m.exec(readFileSync(join(root, 'go.mod'), 'utf8'));
  expect(settings['build.environment.GO_VERSION']).toMatch(new RegExp(`^${needed}\\.\\d+$`));
});

test('allows nothing but the site itself', () => {
  const policy = headersFor(rules, '/')['Content-Security-Policy'];
  const directives = Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
  expect(directives['default-src']).toBe("'none'");
  expect(directives['base-uri']).toBe("'none'");
  // Two policies that named who may show a page in a frame could not let more in than one.
  expect(directives).not.toHaveProperty('frame-ancestors');
  expect(headersFor(rules, '/')['X-Frame-Options']).toBe('SAMEORIGIN');
  for (const [name, sources] of Object.entries(directives)) expect(sources, name).toMatch(/^'(none|self)'$/);
});

test('lets pages be asked for again and hashed files be kept', async ({ request }) => {
  const page = await request.get(address('demo'));
  expect(page.headers()['cache-control']).toBe('public, max-age=0, must-revalidate');
  const [, style] = /<link rel="stylesheet" href="([^"]+)"/.exec(await page.text());
  expect(style).toMatch(/^\/style\.[0-9a-f]{10}\.css$/);
  const asset = await request.get(address('demo', style));
  expect(asset.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('is what the pages are served with', async ({ request }) => {
  for (const path of ['/', '/about/', '/no/such/page/']) {
    const headers = (await request.get(address('demo', path))).headers();
    for (const [name, value] of Object.entries(headersFor(rules, path))) {
      expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
    }
  }
});

test('keeps a script that slipped in from running', async ({ page, visit, watch }) => {
  await page.route('**/about/', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('</main>', '<script>document.title = "broken into"</script></main>');
    await route.fulfill({ response, body });
  });
  await visit('demo', '/about/');
  await expect(page).not.toHaveTitle('broken into');
  expect(watch.splice(0).join()).toContain('Content Security Policy');
});
