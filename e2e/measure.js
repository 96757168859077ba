// What a page costs its reader: bytes, elements, time on the main thread, and
// how much moves under their eyes.

/**
 * What comes over the wire while `action` runs, and until the network is
 * quiet: headers and compressed bodies, of all requests of the page. What the
 * browser has in its cache is not asked for, so measure a first visit in a
 * fresh context.
 *
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<unknown>} action such as page.goto()
 * @returns {Promise<{total: number, script: number, requests: {url: string, type: string, bytes: number}[]}>} bytes
 */
export async function transferred(page, action) {
  const session = await page.context().newCDPSession(page);
  const requests = new Map(); // by id
  session.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    // A redirect goes on under the same id.
    const bytes = (requests.get(requestId)?.bytes ?? 0) + (redirectResponse?.encodedDataLength ?? 0);
    requests.set(requestId, { url: request.url, type: '', bytes });
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (requests.has(requestId)) requests.get(requestId).type = response.mimeType;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) requests.get(requestId).bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await action();
  await page.waitForLoadState('networkidle');
  await session.detach();
  const all = [...requests.values()];
  const sum = (some) => some.reduce((bytes, request) => bytes + request.bytes, 0);
  return { total: sum(all), script: sum(all.filter(({ type }) => /javascript/.test(type))), requests: all };
}

/**
 * The tasks that would keep the main thread of a page for more than 50 ms, and
 * so its reader waiting (W3C, Long Tasks API), on a machine so many times
 * slower than this one.
 *
 * That interface measures by the clock on the wall, and the browser's own way to
 * slow a page down (Emulation.setCPUThrottlingRate) has it wait by that clock.
 * While other programs want the processor too, a task of 1 ms was seen to take
 * 100, and one of 20 ms to take 250 at "four times" slower. So the page runs at
 * full speed here, what counts is the processor's time, and that is multiplied.
 *
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<unknown>} action such as page.goto()
 * @param {number} times how much slower: 4, says Lighthouse, is a cheap phone
 * @returns {Promise<{long: {name: string, ms: number}[], longest: number}>} long: each with the longest thing that it did; longest: of all tasks, in ms
 */
export async function longTasks(page, action, times = 4) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'] });
  await action();
  await page.waitForLoadState('networkidle');
  await frames(page);
  await page.evaluate((name) => performance.mark(name), marker);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const { pid, tid } = traceEvents.find(({ name }) => name === marker);
  // A trace has the parts of a task beside it: all are events with a start and
  // a duration (dur, ts) by the clock, and the processor's time (tdur), in µs.
  const events = traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.tdur > 0);
  const parts = events.filter(({ name }) => name !== runTask).sort((a, b) => b.tdur - a.tdur);
  const tasks = events.filter(({ name }) => name === runTask).map((task) => {
    const own = parts.filter((part) => within(part, task));
    const tools = own.filter(isTool);
    const outermost = tools.filter((part) => !tools.some((other) => other !== part && within(part, other)));
    const time = outermost.reduce((rest, { tdur }) => rest - tdur, task.tdur);
    const most = own.find((part) => !isTool(part));
    return { name: most?.name ?? task.name, ms: Math.round((time * times) / 1000) };
  });
  return { long: tasks.filter(({ ms }) => ms > 50), longest: Math.max(...tasks.map(({ ms }) => ms)) };
}

const within = (part, whole) => part.ts >= whole.ts && part.ts + part.dur <= whole.ts + whole.dur;

// What Playwright loads into a page has no address; a page's own scripts do.
// What an action hands to page.evaluate() cannot be told apart, and counts.
const isTool = ({ name, args }) => ['EvaluateScript', 'FunctionCall'].includes(name) && !args.data?.url;

// More detail than this costs time of its own, a twentieth of what is measured.
const runTask = 'ThreadControllerImpl::RunTask';

// Written by the page's main thread into a trace, to be known by.
const marker = 'dateline: this thread';

/**
 * The number of elements of a page, which is what Lighthouse calls its DOM
 * size.
 *
 * @param {import('@playwright/test').Page} page
 */
export const domNodes = (page) => page.evaluate(() => document.querySelectorAll('*').length);

/**
 * How much of a page moved since it was opened, without what the reader's own
 * input moved (W3C, Layout Instability API; a sum, not the worst five seconds
 * that CLS counts, so never less).
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{value: number, shifts: string[]}>} shifts: each with what moved
 */
export async function layoutShift(page) {
  await frames(page);
  return page.evaluate(async () => {
    let value = 0;
    const shifts = [];
    const observer = new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        if (shift.hadRecentInput) continue;
        const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
        const what = shift.sources.map(
          ({ node, previousRect, currentRect }) => `${node?.outerHTML?.slice(0, 80) ?? node?.nodeName} from ${box(previousRect)} to ${box(currentRect)}`,
        );
        value += shift.value;
        shifts.push(`${shift.value.toFixed(4)} at ${Math.round(shift.startTime)} ms: ${what.join(', ')}`);
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    // What was before is told in a task of its own.
    await new Promise((next) => setTimeout(next));
    observer.disconnect();
    return { value, shifts };
  });
}

/** Waits until what happened so far is on the screen and has been told. */
const frames = (page) =>
  page.evaluate(
    () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next)))),
  );

/**
 * The processor's time for each frame that a page's scripts draw while
 * `action` runs, in ms: all callbacks of requestAnimationFrame of one frame.
 *
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<unknown>} action
 * @returns {Promise<number[]>}
 */
export async function frameTimes(page, action) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['devtools.timeline', 'blink.user_timing'] });
  await action();
  await frames(page);
  await page.evaluate((name) => performance.mark(name), marker);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const { pid, tid } = traceEvents.find(({ name }) => name === marker);
  return traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.name === 'FireAnimationFrame').map(({ tdur }) => tdur / 1000);
}

/**
 * How fast this machine is, beside the one on which the budgets were set: 1 is
 * as fast, 0.5 is half. Machines for tests differ, and one differs from hour to
 * hour; a page must not be found slow because its host is. What is measured is
 * the layout of a document that never changes.
 *
 * @param {import('@playwright/test').Browser} browser
 */
export async function speed(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const text = 'A sentence of some words, to be broken into lines. '.repeat(6);
  const body = Array.from({ length: 2000 }, (_, i) => `<p>${i} ${text}</p>`).join('');
  let least = Infinity;
  for (let i = 0; i < 2; i++) {
    const { longest } = await longTasks(page, () => page.setContent(`<!doctype html><title>Speed</title>${body}`), 1);
    least = Math.min(least, longest);
  }
  await context.close();
  return reference / least;
}

/**
 * How much slower than this machine a cheap phone is: four times, says
 * Lighthouse, than the machine on which the budgets were set.
 */
export const phoneIs = async (browser) => 4 * Math.min(1, await speed(browser));

// The longest task of that document, in milliseconds, on the machine where the
// home page of ten thousand events had one of 38 / 4.
const reference = 65;
