import { chromium } from '@playwright/test';
import { serve } from './server.js';
const s = await serve(process.argv[2], [], '');
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--headless','--no-sandbox']});
const p = await (await b.newContext({viewport:{width:390,height:844}})).newPage(); await p.goto(s.url+'/'); 
console.log(await p.evaluate(()=>{const m={};const w=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT);while(w.nextNode()){if(!w.currentNode.data.trim())continue;const e=w.currentNode.parentElement;if(!e.checkVisibility({contentVisibilityAuto:true}))continue;const c=getComputedStyle(e);const k=[c.fontFamily.split(',')[0],c.fontSize,c.fontWeight,c.fontStyle,c.fontVariantNumeric,c.fontVariantCaps,c.fontFeatureSettings,c.letterSpacing,c.fontKerning,c.textRendering].join(' ');(m[k]??=[]).push((e.className?.baseVal??e.className)||e.parentElement.className+'>'+e.tagName);}return Object.entries(m).map(([k,v])=>k+'  '+v.length+'  '+[...new Set(v)].slice(0,5).join(' ; ')).sort().join('\n')}));
await b.close(); s.close();
