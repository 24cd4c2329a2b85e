// What `compare` answers as Markdown: what differs with one column a run, then what is the same in all of them. Pure.
import { inline } from '../shared/markdown';
import type { CompareResult } from '../server/protocol';
import { distinctTitles, formatDuration, formatMetric, title } from './run_format';
import { localTime } from '../shared/times';
import { statusWord, type Tongue } from './run_words';

type Fact = CompareResult['rows'][number];

export function comparisonTable({ runs, rows }: CompareResult, tongue: Tongue): string {
  const { t } = tongue;
  const differing = rows.filter(row => row.differs);
  const same = rows.filter(row => !row.differs && row.values[0] !== null);
  const told = (row: Fact, values: readonly unknown[]): string =>
    line([factWord(row, t), ...values.map(value => inline(text(row, value, tongue)))]);
  const parts = [`## ${t('What differs')}`, ''];
  if (differing.length === 0) parts.push(t('Nothing differs.'));
  else
    parts.push(
      ...head(distinctTitles(runs.map(run => ({ id: run.id, title: title(run) })))),
      ...differing.map(row => told(row, row.values)),
    );
  if (same.length > 0) parts.push('', `## ${t('The same in all')}`, '', ...head(['']));
  parts.push(...same.map(row => told(row, row.values.slice(0, 1))), '');
  return parts.join('\n');
}

function head(titles: readonly string[]): string[] {
  const cells = ['', ...titles.map(inline)];
  return [line(cells), line(cells.map(() => '---'))];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Facts of the run have words; what people named themselves stands with its family. */
function factWord({ group, name }: Fact, t: Tongue['t']): string {
  const ofRun: Partial<Record<string, string>> = {
    display_name: t('name'),
    experiment: t('experiment'),
    kind: t('kind'),
    status: t('status'),
    compute: t('compute'),
    created: t('created'),
    duration: t('duration'),
    exit_code: t('exit status'),
    signal: t('signal'),
    file: t('job file'),
    error: t('error'),
  };
  const families: Partial<Record<string, string>> = {
    params: t('parameter'),
    metrics: t('metric'),
    inputs: t('input'),
    tags: t('tag'),
    code: t('code'),
    environment: t('environment'),
  };
  if (group === 'run') return `**${inline(ofRun[name] ?? name)}**`;
  return `**${inline(name)}** · ${families[group] ?? group}`;
}

function text({ group, name }: Fact, value: unknown, tongue: Tongue): string {
  if (value === null || value === undefined) return '–';
  const fact = `${group}.${name}`;
  if (typeof value === 'number') return fact === 'run.duration' ? formatDuration(value * 1000) : formatMetric(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (fact === 'run.status') return statusWord(value, tongue);
  return fact === 'run.created' ? localTime(value, tongue.language) : value;
}
