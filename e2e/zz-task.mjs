import { chromium } from '@playwright/test';
import { serve } from './server.js';
import { readConfig } from './netlify.js';
import { longTasks } from './measure.js';
const { rules } = readConfig('../netlify.toml');
const s = await serve(process.argv[2], rules, '');
const n = Number(process.argv[3] ?? 12);
const all=[];
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
for (let i=0;i<n;i++){ const c=await b.newContext({viewport:{width:390,height:844}}); const p=await c.newPage(); const t=await longTasks(p,()=>p.goto(s.url+(process.argv[4]??'/')),4); all.push(t.longest); await c.close(); }
console.log(all.join(' '),'| min',Math.min(...all),'median',[...all].sort((a,b)=>a-b)[n>>1]);
await b.close(); s.close();
