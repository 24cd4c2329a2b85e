import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Questions } from '../../src/shared/questions';

test('an answer without news is taken as it comes', async () => {
  let asked = 0;
  assert.equal(await new Questions().ask(() => Promise.resolve(++asked)), 1);
});

test('an answer that was on its way while a run came is asked for again: it may not know of it', async () => {
  const questions = new Questions();
  const store: string[] = [];
  const seen = await questions.ask(() => {
    const answer = Promise.resolve([...store]);
    if (store.length === 0) {
      store.push('first light');
      questions.noteNews();
    }
    return answer;
  });
  assert.deepEqual(seen, ['first light']);
});

test('news without end do not keep the answer away', async () => {
  const questions = new Questions();
  let asked = 0;
  const answer = await questions.ask(() => {
    questions.noteNews();
    return Promise.resolve(++asked);
  });
  assert.equal(answer, 5);
});

test('a question that fails says so at once', async () => {
  await assert.rejects(
    new Questions().ask(() => Promise.reject(new Error('the server is gone'))),
    /the server is gone/,
  );
});
