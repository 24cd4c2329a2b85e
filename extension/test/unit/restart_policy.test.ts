import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RestartPolicy } from '../../src/server/restart_policy';

test('waits grow until the server is left alone', () => {
  const policy = new RestartPolicy(3, 1000, 10);
  assert.deepEqual([policy.ended(0), policy.ended(1), policy.ended(2), policy.ended(3)], [10, 40, 160, undefined]);
});

test('an end long ago no longer counts', () => {
  const policy = new RestartPolicy(1, 1000, 10);
  assert.equal(policy.ended(0), 10);
  assert.equal(policy.ended(500), undefined);
  assert.equal(policy.ended(1600), 10);
});

test('a start that was asked for wipes the slate', () => {
  const policy = new RestartPolicy(1, 1000, 10);
  policy.ended(0);
  policy.reset();
  assert.equal(policy.ended(1), 10);
});
