import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonTable } from '../../src/runs/comparison';
import type { CompareResult, Run } from '../../src/server/protocol';

const english = { language: 'en', t: (text: string) => text };
const run = (id: string): Run => ({ id, display_name: `run|${id}` }) as Run;

const compared: CompareResult = {
  runs: [run('a'), run('b')],
  rows: [
    { group: 'run', name: 'duration', values: [1.5, null], differs: true },
    { group: 'metrics', name: 'loss', values: [0.25, 0.123456789], differs: true },
    { group: 'run', name: 'status', values: ['Completed', 'Completed'], differs: false },
    { group: 'run', name: 'signal', values: [null, null], differs: false },
  ],
};

test('what differs stands in a column for each run, what is the same once', () => {
  const lines = comparisonTable(compared, english).split('\n');
  assert.deepEqual(lines, [
    '## What differs',
    '',
    '|  | run\\|a | run\\|b |',
    '| --- | --- | --- |',
    '| **duration** | 1.5 s | – |',
    '| **loss** · metric | 0.25 | 0.123457 |',
    '',
    '## The same in all',
    '',
    '|  |  |',
    '| --- | --- |',
    '| **status** | Completed |',
    '',
  ]);
});

test('runs of one name are told apart by their ids', () => {
  const twins = [run('a'), { ...run('b'), display_name: 'run|a' }, run('c')];
  const lines = comparisonTable({ ...compared, runs: twins }, english).split('\n');
  assert.equal(lines[2], '|  | run\\|a \\(a\\) | run\\|a \\(b\\) | run\\|c |');
});

test('that nothing differs is said', () => {
  const same = { ...compared, rows: compared.rows.filter(row => !row.differs) };
  assert.match(comparisonTable(same, english), /^Nothing differs\.$/m);
});

test('a name that reads like markup or like an entity stays as it is', () => {
  const named = { ...compared, runs: [{ id: 'a', display_name: 'a &lt;b&gt; *c*' } as Run, run('b')] };
  assert.ok(comparisonTable(named, english).includes('a \\&lt;b\\&gt; \\*c\\*'));
});
