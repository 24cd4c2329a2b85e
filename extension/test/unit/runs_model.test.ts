import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '../../src/server/protocol';
import { RunsModel } from '../../src/runs/runs_model';

function run(id: string, second: number, more: Partial<Run> = {}): Run {
  const created = `2024-05-01T10:00:${String(second).padStart(2, '0')}.000Z`;
  const idle = { started: null, ended: null, parent: null, tags: {}, params: {}, metrics: {} };
  const base = { experiment: 'e', display_name: id, kind: 'command', status: 'Running', compute: 'local' } as const;
  return { id, ...base, created, ...idle, ...more };
}

const ids = (runs: Run[]): string[] => runs.map(one => one.id);

test('a list is what its pages held, in their order', () => {
  const model = new RunsModel();
  model.begin('experiment e', [run('c', 3), run('b', 2)], 'cursor');
  assert.equal(model.next('experiment e'), 'cursor');
  model.extend('experiment e', [run('b', 2), run('a', 1)], null);
  assert.deepEqual(ids(model.list('experiment e')), ['c', 'b', 'a']);
  assert.equal(model.next('experiment e'), null);
});

test('a new run takes its place in time; one older than the last page waits for its page', () => {
  const model = new RunsModel();
  model.begin('all', [run('d', 4), run('b', 2)], 'more');
  const grown = [run('e', 5), run('c', 3), run('a', 1), run('d', 4)].map(one => {
    model.put([one]);
    return model.insert('all', one);
  });
  assert.deepEqual(grown, [true, true, false, false]);
  assert.deepEqual(ids(model.list('all')), ['e', 'd', 'c', 'b']);
});

test('an answer that was overtaken by the end of its run changes nothing', () => {
  const model = new RunsModel();
  model.put([run('a', 1, { status: 'Failed' })]);
  assert.deepEqual(model.put([run('a', 1, { status: 'Running' })]), []);
  assert.equal(model.find('a')?.status, 'Failed');
});

test('a fresh first page drops what is gone', () => {
  const model = new RunsModel();
  model.begin('all', [run('a', 1), run('b', 2)], null);
  model.begin('all', [run('b', 2)], null);
  assert.deepEqual(ids(model.list('all')), ['b']);
  assert.deepEqual(model.remove('b'), ['all']);
  assert.deepEqual(model.list('all'), []);
  model.close('all');
  assert.equal(model.isOpen('all'), false);
});

test('runs of one instant keep a fixed order', () => {
  const model = new RunsModel();
  model.put([run('a', 1), run('b', 1)]);
  assert.deepEqual(ids(model.all()), ['b', 'a']);
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
