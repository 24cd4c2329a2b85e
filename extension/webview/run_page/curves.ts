// Metric histories of one or several runs as the columns a chart draws. Pure, and linear in the number of points: a history of
// 100,000 points is joined and smoothed within a frame or two.
import { distinctTitles } from '../../src/runs/run_format';
import type { RunMetrics, Series } from '../shared/messages';

export type Axis = 'step' | 'time' | 'relative';

export interface Curve {
  run: string;
  label: string;
  series: Series;
}

export interface Columns {
  x: number[];
  /** One column a curve; null where it is not finite, undefined where the curve has no point at this x. */
  ys: (number | null | undefined)[][];
}

/** The names of all metrics of these runs, those of the first run first. */
export function metricNames(runs: readonly RunMetrics[]): string[] {
  return [...new Set(runs.flatMap(run => Object.keys(run.series).sort()))];
}

export function curvesOf(runs: readonly RunMetrics[], metric: string): Curve[] {
  const labels = distinctTitles(runs);
  return runs.flatMap((run, at) => {
    const series = run.series[metric];
    return series ? [{ run: run.id, label: labels[at] ?? run.title, series }] : [];
  });
}

/** The curves' points joined on one ascending axis. Of several points at one place the last counts, as it does for the run. */
export function columns(curves: readonly Curve[], axis: Axis, smoothing: number): Columns {
  const sorted = curves.map(curve => ascending(positions(curve.series, axis), smooth(curve.series.values, smoothing)));
  const only = sorted[0];
  if (sorted.length === 1 && only) return { x: only.x, ys: [only.y] };
  const x = mergedAxis(sorted.map(curve => curve.x));
  return { x, ys: sorted.map(curve => spread(x, curve)) };
}

/** Exponential moving average with the start's bias taken out; 0 leaves the values alone, 0.99 is very smooth. */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return [...values];
  let sum = 0;
  let seen = 0;
  return values.map(value => {
    if (value === null) return null;
    sum = sum * weight + (1 - weight) * value;
    seen += 1;
    return sum / (1 - weight ** seen);
  });
}

function positions(series: Series, axis: Axis): number[] {
  if (axis === 'step') return series.steps;
  const start = axis === 'relative' ? (series.times[0] ?? 0) : 0;
  return series.times.map(time => (time - start) / 1000);
}

interface Points {
  x: number[];
  y: (number | null)[];
}

function ascending(x: readonly number[], y: readonly (number | null)[]): Points {
  let order: number[] | undefined;
  for (let at = 1; at < x.length; at++) {
    if ((x[at] ?? 0) < (x[at - 1] ?? 0)) {
      order = x.map((_, index) => index).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0) || a - b);
      break;
    }
  }
  const out: Points = { x: [], y: [] };
  for (let place = 0; place < x.length; place++) {
    const at = order?.[place] ?? place;
    const here = x[at] ?? 0;
    if (out.x.length > 0 && out.x[out.x.length - 1] === here) out.y[out.y.length - 1] = y[at] ?? null;
    else {
      out.x.push(here);
      out.y.push(y[at] ?? null);
    }
  }
  return out;
}

function mergedAxis(axes: readonly number[][]): number[] {
  const all = new Set<number>();
  for (const axis of axes) for (const x of axis) all.add(x);
  return [...all].sort((a, b) => a - b);
}

function spread(x: readonly number[], curve: Points): (number | null | undefined)[] {
  let from = 0;
  return x.map(here => {
    if (curve.x[from] !== here) return undefined;
    return curve.y[from++] ?? null;
  });
}

/** 'loss' rounded as people read it: six significant digits. */
export function short(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Number(value.toPrecision(6)));
}

export interface Summary {
  last: number | null;
  min: number | null;
  max: number | null;
  count: number;
}

export function summary(series: Series): Summary {
  let min: number | null = null;
  let max: number | null = null;
  for (const value of series.values) {
    if (value === null) continue;
    min = min === null || value < min ? value : min;
    max = max === null || value > max ? value : max;
  }
  return { last: series.values.at(-1) ?? null, min, max, count: series.values.length };
}
