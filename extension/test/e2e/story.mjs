// Steps that build on each other in one window: when one fails, the rest is skipped. The screen after each step is kept as a picture.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const asFileName = title =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/-$/, '');

/** `const step = story(window, 'journey');` then `step('what a person does', async () => { … })`. */
export function story(window, name) {
  let failed = false;
  let count = 0;
  return (title, body, timeout = 240_000) => {
    const number = String(++count).padStart(2, '0');
    test(title, { timeout }, async context => {
      if (failed) return context.skip('a step before failed');
      let picture = `${name}-${number}-${asFileName(title)}`;
      try {
        await body();
      } catch (error) {
        failed = true;
        picture += '-FAILED';
        process.stdout.write(await window.told().catch(String)); // where nobody can look at the picture
        throw error;
      } finally {
        await window.shot(picture).catch(() => {}); // the last step may have closed the window
      }
    });
  };
}

/** A time for the suite's report: a line of its own on stdout, and in times.txt beside the pictures. */
export function noteTime(what, milliseconds) {
  const line = `time: ${what}: ${Math.round(milliseconds)} ms\n`;
  process.stdout.write(line);
  appendFileSync(join(process.env.FOOTPLATE_SHOTS, 'times.txt'), line);
}
