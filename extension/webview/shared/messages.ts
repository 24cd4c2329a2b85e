// What the extension and its pages tell each other. Pages know nothing of files or of the server: they show what they are given
// and say what a person asked for.
import type { MetricPoint, Run, RunDetails } from '../../../protocol/generated/protocol';

/** Texts by their English form, as in l10n/bundle; a text without an entry stays English. */
export type Texts = Record<string, string>;

/** One run's metric histories, column by column so that 100,000 points travel cheaply. */
export interface Series {
  steps: number[];
  /** Milliseconds since 1970. */
  times: number[];
  /** null where the value is not finite. */
  values: (number | null)[];
}

export interface RunMetrics {
  id: string;
  title: string;
  series: Record<string, Series>;
}

export interface OutputFile {
  /** From the run's folder: 'outputs/model.pkl'. */
  path: string;
  bytes: number;
  /** An address that the page may show, for images only. */
  image?: string;
}

export type ToRunPage =
  | { type: 'run'; run: RunDetails; children: Run[] }
  | { type: 'metrics'; metrics: RunMetrics }
  | { type: 'compared'; runs: RunMetrics[] }
  | { type: 'outputs'; files: OutputFile[]; more: number }
  | { type: 'log'; text: string }
  | { type: 'problem'; message: string };

export type RunAction =
  | 'openLog'
  | 'logAsDocument'
  | 'cancel'
  | 'rerun'
  | 'compareMetrics'
  | 'clearCompared'
  | 'copyCommand'
  | 'diffRuns'
  | 'findInLog'
  | 'openOutputs'
  | 'openFile';

export type FromRunPage =
  | { type: 'ready' }
  | { type: 'action'; action: RunAction }
  | { type: 'openRun'; run: string }
  | { type: 'openOutput'; path: string; how: 'open' | 'reveal' | 'download' }
  | { type: 'openSource'; file: string; line: number };

export interface TableState {
  columns: string[];
  sort: string;
  ascending: boolean;
  filter: string;
}

export type ToRunsTable =
  | { type: 'page'; runs: Run[]; fresh: boolean; more: boolean; state: TableState; known: string[] }
  | { type: 'changed'; runs: Run[] }
  | { type: 'problem'; message: string };

export type FromRunsTable =
  | { type: 'ready'; state: TableState }
  | { type: 'state'; state: TableState }
  | { type: 'more' }
  | { type: 'open'; run: string }
  | { type: 'act'; action: 'compareRuns' | 'diffRuns'; runs: string[] }
  | { type: 'copyCommand' }
  | { type: 'export'; runs: string[]; format: 'csv' | 'json' };

export function columnsOf(points: readonly MetricPoint[]): Series {
  const series: Series = { steps: [], times: [], values: [] };
  for (const point of points) {
    series.steps.push(point.step);
    series.times.push(Date.parse(point.time));
    series.values.push(typeof point.value === 'number' && Number.isFinite(point.value) ? point.value : null);
  }
  return series;
}
