/** Lets the browser do what waits: a slow phone must not stand still for longer than its reader notices. */
export function pause() {
  return globalThis.scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done));
}
