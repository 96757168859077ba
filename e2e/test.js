// What every spec starts from, instead of @playwright/test: the addresses of
// the sites, and a watch on each page for what no reader should cause.

import { test as base, expect } from '@playwright/test';

export { expect };

export const sites = JSON.parse(process.env.DATELINE_SITES ?? '{}');

/** The path of the program under test. */
export const program = process.env.DATELINE_PROGRAM;

/** The address of a page of a site. */
export const address = (site, path = '/') => sites[site].url + path;

/** For specs that need no browser. */
export const plain = base;

export const test = base.extend({
  // Fails a test on whose page something went wrong unnoticed: an error or
  // warning in the console (a violation of the Content-Security-Policy is
  // one), an exception, a request that failed or left the site.
  watch: [
    async ({ page }, use) => {
      const trouble = [];
      const home = new Set(Object.values(sites).map((site) => new URL(site.url).origin));
      page.on('console', (message) => {
        // A page that is not there is told by its response, below.
        if (message.text().startsWith('Failed to load resource')) return;
        if (['error', 'warning'].includes(message.type())) trouble.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => trouble.push(`exception: ${error}`));
      page.on('request', (request) => {
        if (!home.has(new URL(request.url()).origin)) trouble.push(`left the site: ${request.url()}`);
      });
      page.on('requestfailed', (request) => {
        // A player stops loading when it knows enough, a redirect when it goes on.
        if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
        trouble.push(`failed: ${request.url()}: ${request.failure()?.errorText}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400 && !response.request().isNavigationRequest()) {
          trouble.push(`${response.status()}: ${response.url()}`);
        }
      });
      await use(trouble);
      expect(trouble, 'what went wrong on the page').toEqual([]);
    },
    { auto: true },
  ],

  // visit(site, path, status) opens a page that answers with the status.
  visit: async ({ page }, use) => {
    await use(async (site, path = '/', status = 200) => {
      const response = await page.goto(address(site, path));
      expect(response.status(), `status of ${path}`).toBe(status);
      await page.evaluate(() => document.fonts.ready);
    });
  },
});
