import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SnapshotResult } from '../../src/server/protocol';
import { snapshotRows, snapshotSummary } from '../../src/code/snapshot_rows';

const tongue = { language: 'en', t: (text: string) => text };
const file = (path: string, bytes: number): { path: string; kind: string; bytes: number } => ({
  path,
  kind: 'file',
  bytes,
});
const result: SnapshotResult = {
  snapshots: [
    {
      code: '/project/src',
      includes: [],
      steps: [],
      file_count: 2,
      bytes: 1500,
      files: [file('data/a.csv', 1000), file('train.py', 500)],
      largest: [file('data/a.csv', 1000), file('train.py', 500)],
      left_out_count: 1,
      left_out: [
        { path: 'data/raw', is_folder: true, rule_file: '/project/src/.amlignore', rule_line: 2, rule: 'raw/' },
      ],
      warnings: [],
    },
  ],
};

test('what is left out stands in its folder, with the line that says so', () => {
  const [code] = snapshotRows(result, tongue);
  assert.equal(code?.description, '2 files · 1.5 kB · 1 left out');
  const [data, train] = code.children ?? [];
  assert.equal(train?.label, 'train.py');
  assert.equal(data?.description, '1 file · 1.0 kB');
  const raw = data.children?.find(row => row.context === 'snapshot.out');
  assert.equal(raw?.description, 'left out · .amlignore:2');
  assert.equal(raw.subject?.ruleFile, '/project/src/.amlignore');
});

test('what lies beside the code is opened where it is', () => {
  const [only] = result.snapshots;
  assert.ok(only);
  const beside = { ...only, includes: ['/shared/common'], files: [file('common/x.py', 10), file('train.py', 500)] };
  const [code] = snapshotRows({ snapshots: [beside] }, tongue);
  const common = code?.children?.find(row => row.label === 'common');
  assert.equal(common?.children?.[0]?.subject?.code, '/shared');
  assert.equal(common.context, 'snapshot.includedFolder');
  assert.equal(code?.children?.find(row => row.label === 'train.py')?.subject?.code, '/project/src');
});

test('a job without code sends nothing', () => {
  assert.equal(snapshotSummary({ snapshots: [] }, tongue), 'no code is sent');
});
