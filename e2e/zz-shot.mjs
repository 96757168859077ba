import { chromium } from '@playwright/test';
import { serve } from './server.js';
const [,, dir, out, w='390', h='844', scheme='light', path='/', full='']=process.argv;
const s = await serve(dir, [], '');
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--headless','--no-sandbox']});
const p = await (await b.newContext({viewport:{width:+w,height:+h},colorScheme:scheme})).newPage(); await p.goto(s.url+path); await p.waitForTimeout(3000); await p.screenshot({path:out,fullPage:!!full}); await b.close(); s.close();
