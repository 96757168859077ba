// The preview's tests alone, without the built sites that the others look at:
//
//   CHROMIUM=/usr/bin/chromium npx playwright test --config preview.config.js

import config from './playwright.config.js';

export default { ...config, testMatch: 'preview*.spec.js', globalSetup: './preview-setup.js' };
