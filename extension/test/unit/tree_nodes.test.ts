import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Experiment, Run } from '../../src/server/protocol';
import { TreeNodes } from '../../src/runs/tree_nodes';

function run(id: string, status: Run['status']): Run {
  const idle = { started: null, ended: null, parent: null, tags: {}, params: {}, metrics: {} };
  const names = { experiment: 'e', display_name: id, kind: 'command', compute: 'local' } as const;
  return { id, ...names, status, created: '2024-05-01T10:00:00.000Z', ...idle };
}

const experiment = (runs: number): Experiment => ({
  name: 'e',
  runs,
  unfinished: 0,
  newest: '2024-05-01T10:00:00.000Z',
});

test('a row is the same object whatever becomes of its run, and has what is known of it now', () => {
  const nodes = new TreeNodes();
  const row = nodes.run(run('a', 'Running'));
  assert.equal(nodes.run(run('a', 'Completed')), row);
  assert.equal(row.run.status, 'Completed');
  assert.equal(nodes.experiment(experiment(1)), nodes.experiment(experiment(2)));
  assert.equal(nodes.moreOf('all'), nodes.moreOf('all'));
});

test('the row above a list is that of its experiment or of its run', () => {
  const nodes = new TreeNodes();
  const above = nodes.experiment(experiment(1));
  const parent = nodes.run(run('a', 'Running'));
  assert.equal(nodes.ofList('experiment e'), above);
  assert.equal(nodes.ofList('run a'), parent);
  assert.equal(nodes.ofList('run never seen'), undefined);
  assert.equal(nodes.ofList('all'), undefined);
});

test('only rows that were shown are drawn anew, with the newest state', () => {
  const nodes = new TreeNodes();
  const row = nodes.run(run('a', 'Running'));
  assert.deepEqual(nodes.shown([run('a', 'Failed'), run('b', 'Running')]), [row]);
  assert.equal(row.run.status, 'Failed');
});
