// Steps that build on each other in one window: when one fails, the rest is skipped and the screen is kept.
import { test } from 'node:test';

/** `const step = story(() => window);` then `step('what a person does', async () => { … })`. */
export function story(window, name) {
  let failed = false;
  return (title, body, timeout = 90_000) =>
    test(title, { timeout }, async context => {
      if (failed) return context.skip('a step before failed');
      try {
        await body();
      } catch (error) {
        failed = true;
        await window()
          ?.shot(`failed-${name}`)
          .catch(() => {});
        throw error;
      }
    });
}

/** A time for the suite's report: a line of its own on stdout. */
export function noteTime(what, milliseconds) {
  process.stdout.write(`time: ${what}: ${Math.round(milliseconds)} ms\n`);
}
