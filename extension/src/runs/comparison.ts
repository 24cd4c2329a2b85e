// What `compare` answers as a Markdown table: one column a run, what differs first. Pure.
import { inline } from '../shared/markdown';
import type { CompareResult } from '../server/protocol';
import { formatMetric, title } from './run_format';

export function comparisonTable({ runs, rows }: CompareResult): string {
  const head = ['', ...runs.map(run => inline(title(run)))];
  const differing = rows.filter(row => row.differs);
  const same = rows.filter(row => !row.differs);
  const table = (some: CompareResult['rows']): string[] => [
    line(head),
    line(head.map(() => '---')),
    ...some.map(row =>
      line([`**${inline(row.name)}** (${row.group})`, ...row.values.map(value => inline(text(value)))]),
    ),
    '',
  ];
  const parts = differing.length > 0 ? table(differing) : ['=', ''];
  return [...parts, ...(same.length > 0 ? ['---', '', ...table(same)] : [])].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return formatMetric(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
