import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable, refusedPlace } from '../../src/submit/refusal_place';

test('a refusal names the place that is wrong, in any language', () => {
  const place = { file: '/a b/job.yml', line: 2, column: 1 };
  assert.deepEqual(refusedPlace('checking the file, nothing was started: /a b/job.yml:2:1: error x: y'), place);
  assert.deepEqual(refusedPlace('检查文件，未启动任何内容：/a b/job.yml:2:1: 错误 x：y'), place);
});

test('other refusals name none', () => {
  assert.equal(refusedPlace('the compute far is stopped; start it: footplate compute start far'), undefined);
  assert.equal(refusedPlace('/work/data: no such folder'), undefined);
});

test('beside the opened file a refusal is told without what the editor shows already', () => {
  const told = (message: string): string => {
    const place = refusedPlace(message);
    assert.ok(place);
    return readable(message, place, 'jobs/job.yml');
  };
  assert.equal(
    told('checking the file, nothing was started: /p/jobs/job.yml:2:1: error file.missing: no file x (and 1 more)'),
    'checking the file, nothing was started: jobs/job.yml:2: no file x (and 1 more)',
  );
  assert.equal(
    told('检查文件，未启动任何内容：/p/jobs/job.yml:2:1: 错误 file.missing：没有文件'),
    '检查文件，未启动任何内容：jobs/job.yml:2: 没有文件',
  );
  assert.equal(
    told('planning: /p/jobs/job.yml:7:3: the step a: no such compute'),
    'planning: jobs/job.yml:7: the step a: no such compute',
  );
});
