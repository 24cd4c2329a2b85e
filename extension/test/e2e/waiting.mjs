// Waiting for states that no event announces.

export const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Looks until `look` gives something, and gives it. */
export async function until(look, milliseconds, what) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds} ms`);
    await pause(50);
  }
}
