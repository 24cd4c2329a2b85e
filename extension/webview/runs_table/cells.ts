// What stands in a cell of the runs table, and in what order its columns come. Pure.
import type { Run } from '../../../protocol/generated/protocol';
import { duration, formatDuration, formatMetric, title } from '../../src/runs/run_format';
import { statusWord, type Tongue } from '../../src/runs/run_words';
import { localTime } from '../../src/shared/times';

/** Columns that every run has; the others are 'metrics.loss', 'params.lr', 'tags.owner'. */
const fixedColumns = ['status', 'experiment', 'created', 'duration', 'compute', 'kind'];

/** What stands above a column: 'metrics.loss' and its like are what conditions are written with, in every language. */
export function columnTitle(column: string, { t }: Tongue): string {
  const words: Partial<Record<string, string>> = {
    name: t('run'),
    status: t('status'),
    experiment: t('experiment'),
    created: t('created'),
    duration: t('duration'),
    compute: t('compute'),
    kind: t('kind'),
  };
  return words[column] ?? column;
}

/** The names of all columns that these runs could fill, metrics and parameters first. */
export function knownColumns(runs: readonly Run[]): string[] {
  const found = new Set<string>();
  for (const family of ['metrics', 'params', 'tags'] as const) {
    const names = new Set(runs.flatMap(run => Object.keys(run[family])));
    for (const name of [...names].sort()) found.add(`${family}.${name}`);
  }
  return [...fixedColumns, ...found];
}

/** What a person wants to see before having chosen: the state, and the first metrics and parameters. */
export function usualColumns(known: readonly string[]): string[] {
  const first = (family: string, count: number): string[] =>
    known.filter(name => name.startsWith(`${family}.`)).slice(0, count);
  return ['status', 'experiment', 'created', 'duration', ...first('metrics', 6), ...first('params', 6)];
}

export function cellText(run: Run, column: string, tongue: Tongue): string {
  switch (column) {
    case 'name':
      return title(run);
    case 'status':
      return statusWord(run.status, tongue);
    case 'experiment':
      return run.experiment;
    case 'created':
      return localTime(run.created, tongue.language);
    case 'duration': {
      const taken = duration(run);
      return taken === undefined ? '' : formatDuration(taken);
    }
    case 'compute':
      return run.compute;
    case 'kind':
      return run.kind;
  }
  const [family, name] = splitColumn(column);
  if (family === 'metrics') return name in run.metrics ? formatMetric(run.metrics[name]) : '';
  if (family === 'params') return run.params[name] ?? '';
  return run.tags[name] ?? '';
}

/** 'params.a.b' -> ['params', 'a.b']. */
function splitColumn(column: string): [string, string] {
  const dot = column.indexOf('.');
  return dot < 0 ? [column, ''] : [column.slice(0, dot), column.slice(dot + 1)];
}
