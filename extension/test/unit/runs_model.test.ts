import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '../../src/protocol';
import { RunsModel } from '../../src/runs_model';

function run(id: string, second: number, more: Partial<Run> = {}): Run {
  const created = `2024-05-01T10:00:${String(second).padStart(2, '0')}.000Z`;
  const idle = { started: null, ended: null, parent: null, tags: {}, params: {}, metrics: {} };
  const base = { experiment: 'e', display_name: id, kind: 'command', status: 'Running', compute: 'local' } as const;
  return { id, ...base, created, ...idle, ...more };
}

const ids = (runs: Run[]): string[] => runs.map(one => one.id);

test('runs are grouped by experiment, the newest of both first', () => {
  const model = new RunsModel();
  model.put([
    run('a', 1, { experiment: 'old' }),
    run('b', 3, { experiment: 'new' }),
    run('c', 2, { experiment: 'new' }),
  ]);
  const experiments = model.experiments();
  assert.deepEqual(
    experiments.map(experiment => [experiment.name, ids(experiment.runs)]),
    [
      ['new', ['b', 'c']],
      ['old', ['a']],
    ],
  );
});

test('runs of one instant keep a fixed order', () => {
  const model = new RunsModel();
  model.put([run('a', 1), run('b', 1)]);
  assert.deepEqual(ids(model.all()), ['b', 'a']);
});

test('a run below another is its child and not a run of the experiment', () => {
  const model = new RunsModel();
  model.put([run('sweep', 1), run('trial', 2, { parent: 'sweep' }), run('orphan', 3, { parent: 'elsewhere' })]);
  assert.deepEqual(ids(model.experiments()[0]?.runs ?? []), ['orphan', 'sweep']);
  assert.deepEqual(ids(model.children('sweep')), ['trial']);
});

test('putting a newer state tells which runs have ended by it, once', () => {
  const model = new RunsModel();
  assert.deepEqual(model.put([run('a', 1), run('done', 2, { status: 'Failed' })]), []);
  assert.deepEqual(ids(model.put([run('a', 1, { status: 'Failed' })])), ['a']);
  assert.deepEqual(model.put([run('a', 1, { status: 'Failed' })]), []);
});

test('active runs are those that have not ended', () => {
  const model = new RunsModel();
  model.put([run('a', 1), run('b', 2, { status: 'Completed' })]);
  assert.deepEqual(ids(model.active()), ['a']);
});

test('a fresh page drops what is gone', () => {
  const model = new RunsModel();
  model.put([run('a', 1), run('b', 2)]);
  model.keepOnly(new Set(['b']));
  assert.equal(model.find('a'), undefined);
  model.remove('b');
  assert.deepEqual(model.all(), []);
});
