import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Throttle } from '../../src/shared/throttle';

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

test('what is asked for while the work goes on is done once more, never at the same time', async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  const throttle = new Throttle(5, async () => {
    running += 1;
    most = Math.max(most, running);
    await pause(10);
    running -= 1;
    done += 1;
  });
  for (let round = 0; round < 3; round++) throttle.ask();
  while (running === 0) await pause(1);
  throttle.ask();
  throttle.ask();
  while (done < 2) await pause(1);
  await pause(40);
  assert.equal(done, 2);
  assert.equal(most, 1);
});

test('after the end nothing is called any more', async () => {
  let called = 0;
  const throttle = new Throttle(5, () => {
    called += 1;
    return Promise.resolve();
  });
  throttle.ask();
  throttle.dispose();
  await pause(20);
  assert.equal(called, 0);
});
