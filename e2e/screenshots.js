// Takes pictures of the demo site:
//
//   CHROMIUM=/usr/bin/chromium node screenshots.js OUTDIR
//
// readme.png is the picture of the README; the others show home and an event
// on phone and desktop, light and dark, whole pages.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import config from './playwright.config.js';
import setup from './setup.js';

const [out] = process.argv.slice(2);
if (!out) {
  console.error('usage: node screenshots.js OUTDIR');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const screens = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};
const shown = { home: '/', event: '/events/2024-06-20-commerce-bans-kaspersky/' };

const teardown = await setup();
const browser = await chromium.launch(config.use.launchOptions);
try {
  const { demo } = JSON.parse(process.env.DATELINE_SITES);
  const shoot = async (name, path, context, options) => {
    const page = await browser.newPage(context);
    await page.goto(demo.url + path);
    await page.screenshot({ path: join(out, name), ...options });
    await page.close();
    console.log(join(out, name));
  };
  // Tall enough for the overview and the first events.
  await shoot('readme.png', '/', { ...screens.desktop, viewport: { width: 1280, height: 1600 }, colorScheme: 'light' });
  for (const [screen, context] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark']) {
      for (const [name, path] of Object.entries(shown)) {
        await shoot(`${name}-${screen}-${colorScheme}.png`, path, { ...context, colorScheme }, { fullPage: true });
      }
    }
  }
} finally {
  await browser.close();
  teardown();
}
