import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns, curvesOf, metricNames, short, smooth, summary } from '../../webview/run_page/curves';
import { columnsOf, type RunMetrics, type Series } from '../../webview/shared/messages';

const series = (steps: number[], values: (number | null)[]): Series => ({
  steps,
  times: steps.map(step => 1_000_000 + step * 1000),
  values,
});
const curve = (run: string, of: Series) => ({ run, label: run, series: of });

test('curves of runs of one name are told apart by their ids', () => {
  const named = (id: string, title: string): RunMetrics => ({ id, title, series: { loss: series([1], [1]) } });
  const labels = (...runs: RunMetrics[]) => curvesOf(runs, 'loss').map(({ label }) => label);
  assert.deepEqual(labels(named('a', 'base'), named('b', 'base'), named('c', 'wide')), [
    'base (a)',
    'base (b)',
    'wide',
  ]);
});

test('points that came out of order are drawn in order, and of two at one step the later counts', () => {
  const { x, ys } = columns([curve('a', series([2, 1, 2], [20, 10, 21]))], 'step', 0);
  assert.deepEqual(x, [1, 2]);
  assert.deepEqual(ys, [[10, 21]]);
});

test('curves of several runs share one axis; a missing point is no gap in the other', () => {
  const { x, ys } = columns([curve('a', series([1, 3], [1, 3])), curve('b', series([2, 3], [20, null]))], 'step', 0);
  assert.deepEqual(x, [1, 2, 3]);
  assert.deepEqual(ys, [
    [1, undefined, 3],
    [undefined, 20, null],
  ]);
});

test('relative time begins at zero for each run', () => {
  const { x } = columns([curve('a', series([5, 7], [1, 2]))], 'relative', 0);
  assert.deepEqual(x, [0, 2]);
});

test('smoothing keeps a constant, starts at the first value and skips what is not finite', () => {
  for (const value of smooth([3, 3, 3], 0.9)) assert.ok(Math.abs((value ?? 0) - 3) < 1e-12);
  const smoothed = smooth([1, null, 0], 0.5);
  assert.equal(smoothed[0], 1);
  assert.equal(smoothed[1], null);
  assert.ok(Math.abs((smoothed[2] ?? 0) - 1 / 3) < 1e-12);
});

test('100,000 points of two runs are joined', () => {
  const steps = Array.from({ length: 100_000 }, (_, index) => index);
  const many = series(steps, steps);
  assert.equal(columns([curve('a', many), curve('b', many)], 'step', 0.6).x.length, 100_000);
});

test('names are those of all runs, each once', () => {
  const run = (id: string, names: string[]): RunMetrics => ({
    id,
    title: id,
    series: Object.fromEntries(names.map(name => [name, series([0], [0])])),
  });
  assert.deepEqual(metricNames([run('a', ['loss', 'acc']), run('b', ['loss', 'f1'])]), ['acc', 'loss', 'f1']);
});

test('figures: last, smallest and largest of what is finite', () => {
  assert.deepEqual(summary(series([0, 1, 2], [2, 5, null])), { last: null, min: 2, max: 5, count: 3 });
  assert.equal(short(null), '–');
  assert.equal(short(0.1234567), '0.123457');
});

test('words for what is not finite become gaps', () => {
  const points = [
    { step: 0, time: '2024-05-01T10:00:00.000Z', value: 1 },
    { step: 1, time: '2024-05-01T10:00:01.000Z', value: 'NaN' },
  ];
  assert.deepEqual(columnsOf(points).values, [1, null]);
});
