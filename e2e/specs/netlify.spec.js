// What hosts are told to send with the files: that it is what the pages of the
// other specs were served with, and what it promises.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build.js';
import { headersFor, readHeaders } from '../netlify.js';
import { address, expect, plain, sites, test } from '../test.js';

const rulesOf = (site) => readHeaders(join(sites[site].folder, '_headers'));
const policyName = 'content-security-policy';

/** The directives of a policy, by name. */
const directives = (policy) =>
  Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );

plain('Netlify builds with the program of this repository', () => {
  const config = readFileSync(join(root, 'netlify.toml'), 'utf8');
  const commands = [...config.matchAll(/^command = "(.*)"$|^ {2}command = "(.*)"$/gm)].map((match) => match[1] ?? match[2]);
  expect(commands).toEqual(['$URL', '$DEPLOY_PRIME_URL', '$DEPLOY_PRIME_URL'].map((url) => `go run ./cmd/dateline build --base-url \\"${url}\\"`));
  expect(config).toContain('\n  publish = "public"\n');
  const [, needed] = /^go (\d+\.\d+)/m.exec(readFileSync(join(root, 'go.mod'), 'utf8'));
  expect(config).toMatch(new RegExp(`^  GO_VERSION = "${needed}\\.\\d+"$`, 'm'));
  expect(config, 'headers are in one place').not.toContain('[[headers]]');
});

plain('pages may load nothing but the site itself, and the players that it opts in to', () => {
  const policy = directives(headersFor(rulesOf('demo'), '/')[policyName]);
  expect(policy['default-src']).toBe("'none'");
  expect(policy['base-uri']).toBe("'none'");
  for (const [name, sources] of Object.entries(policy)) expect(sources, name).toMatch(/^'(none|self)'$/);
  const players = directives(headersFor(rulesOf('pictures'), '/')[policyName]);
  expect(players).toEqual({ ...policy, 'frame-src': 'https://www.youtube-nocookie.com https://player.vimeo.com' });
});

plain('pages are asked for again and hashed files are kept', async ({ request }) => {
  for (const site of ['demo', 'below']) {
    const page = await request.get(address(site, '/'));
    expect(page.headers()['cache-control']).toBe('public, max-age=0, must-revalidate');
    const [, style] = /<link rel="stylesheet" href="([^"]+)"/.exec(await page.text());
    expect(style).toMatch(/\/style\.[0-9a-f]{10}\.css$/);
    const asset = await request.get(new URL(style, address(site, '/')).href);
    expect(asset.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  }
});

plain('an old address is moved for good', async ({ request }) => {
  for (const old of ['/old/address/', '/older.html']) {
    const response = await request.get(address('full', old), { maxRedirects: 0 });
    expect(response.status()).toBe(301);
    expect(response.headers().location).toBe('/events/every-key/');
  }
});

plain('is what the pages are served with', async ({ request }) => {
  for (const path of ['/', '/about/', '/no/such/page/', '/search/facets.json']) {
    const headers = (await request.get(address('demo', path))).headers();
    for (const [name, value] of Object.entries(headersFor(rulesOf('demo'), path))) {
      expect(headers[name], `${name} of ${path}`).toBe(value);
    }
  }
});

test('keeps a script that slipped in from running, and lets data be', async ({ page, visit, watch }) => {
  await page.route('**/about/', async (route) => {
    const response = await route.fetch();
    const added = '<script type="application/ld+json">{"@type": "Thing"}</script>';
    const body = (await response.text()).replace('</main>', `${added}<script>document.title = "broken into"</script></main>`);
    await route.fulfill({ response, body });
  });
  await visit('demo', '/about/');
  await expect(page).not.toHaveTitle('broken into');
  const told = watch.splice(0);
  expect(told.filter((line) => line.includes('Content Security Policy')), 'of the script, not of the data').toHaveLength(1);
  expect(told).toHaveLength(1);
});

// Whether a host joins the values of two rules or chooses one.
test('pages of other sites may frame what is made for it alone', async ({ page, watch }) => {
  const common = rulesOf('demo').find(({ path }) => path === '/*');
  const [, policy] = common.headers.find(([name]) => name === policyName);
  const rules = [common, { path: '/embed/*', headers: [[policyName, `${policy}; frame-ancestors *`]] }];
  const body = '<!doctype html><title>Framed</title><h1>Framed</h1>';
  for (const choose of [false, true]) {
    for (const [path, seen] of [['/embed/', 1], ['/about/', 0]]) {
      const headers = headersFor(rules, path, choose);
      await page.route(address('full', path), (route) => route.fulfill({ contentType: 'text/html', headers, body }));
      const host = `<!doctype html><title>Host</title><iframe src="${address('full', path)}"></iframe>`;
      await page.route(address('demo', '/host/'), (route) => route.fulfill({ contentType: 'text/html', body: host }));
      await page.goto(address('demo', '/host/'));
      await expect(page.frameLocator('iframe').getByText('Framed'), path).toHaveCount(seen);
      await page.unrouteAll();
      const told = watch.splice(0).join();
      if (seen === 0) expect(told).toContain('X-Frame-Options');
      else expect(told).toBe('');
    }
  }
});
