// What the finder tells other parts of a page, in whatever order they come.

let found = null; // events that pass, null for all
const followers = new Set();
let way = null;

/** Tells which events were found; null for all. */
export function publish(events) {
  found = events;
  for (const follower of followers) follower(found);
}

/**
 * Calls a function with the set of events that were found, null for all, now
 * and whenever it changes.
 */
export function follow(follower) {
  followers.add(follower);
  follower(found);
}

/** Offers a way to a day, given in days since 1970-01-01, on the page itself. It returns whether it went. */
export function offerWay(go) {
  way = go;
}

/** Goes to a day by the way that the page offers, if it has one. */
export function goTo(day) {
  return way?.(day) ?? false;
}
