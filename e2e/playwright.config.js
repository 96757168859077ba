import { defineConfig, devices } from '@playwright/test';

export default defineConfig({
  testDir: 'specs',
  globalSetup: './setup.js',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  reporter: 'list',
  use: {
    // A trace takes as long again as what it records: TRACE=1 makes them.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    locale: 'en-US',
    timezoneId: 'America/New_York',
    launchOptions: {
      executablePath: process.env.CHROMIUM, // set by test.sh
      args: [
        '--headless',
        '--no-sandbox', // root in a container has none
        '--disable-gpu',
        '--in-process-gpu', // there is none: a process less to talk to
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } } }],
});
