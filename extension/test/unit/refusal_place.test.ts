import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedPlace } from '../../src/submit/refusal_place';

test('a refusal names the place that is wrong, in any language', () => {
  const place = { file: '/a b/job.yml', line: 2, column: 1 };
  assert.deepEqual(refusedPlace('checking the file, nothing was started: /a b/job.yml:2:1: error x: y'), place);
  assert.deepEqual(refusedPlace('检查文件，未启动任何内容：/a b/job.yml:2:1: 错误 x：y'), place);
});

test('other refusals name none', () => {
  assert.equal(refusedPlace('the compute far is stopped; start it: footplate compute start far'), undefined);
  assert.equal(refusedPlace('/work/data: no such folder'), undefined);
});
