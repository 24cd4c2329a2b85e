import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DoubleClicks } from '../../src/shared/double_clicks';

test('the same within a moment is the second half of a double click; later, or of another thing, it is meant', () => {
  const clicks = new DoubleClicks(500);
  assert.equal(clicks.isSecond('a', 1000), false);
  assert.equal(clicks.isSecond('b', 1100), false);
  assert.equal(clicks.isSecond('a', 1200), true);
  assert.equal(clicks.isSecond('a', 1800), false);
});
