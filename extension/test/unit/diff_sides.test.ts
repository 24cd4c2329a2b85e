import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sidesOfPatch } from '../../src/code/diff_sides';

test('a patch has both of its sides, with a mark where lines are skipped', () => {
  const patch = '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n@@ -9 +9 @@\n-nine\n+ten';
  assert.deepEqual(sidesOfPatch(patch), { old: 'same\nold\n…\nnine\n', new: 'same\nnew\n…\nten\n' });
});
