// Runs as comma-separated values (RFC 4180): the columns every run has, then every metric, parameter and tag that any has. Pure.
import type { Run } from '../server/protocol';

const columns = [
  'id',
  'experiment',
  'display_name',
  'kind',
  'status',
  'compute',
  'created',
  'started',
  'ended',
] as const;

export function runsAsCsv(runs: readonly Run[]): string {
  const names = (family: 'metrics' | 'params' | 'tags'): string[] =>
    [...new Set(runs.flatMap(run => Object.keys(run[family])))].sort();
  const families = (['metrics', 'params', 'tags'] as const).map(family => ({ family, names: names(family) }));
  const head = [...columns, ...families.flatMap(({ family, names }) => names.map(name => `${family}.${name}`))];
  const rows = runs.map(run => [
    ...columns.map(column => run[column] ?? ''),
    ...families.flatMap(({ family, names }) => names.map(name => text((run[family] as Record<string, unknown>)[name]))),
  ]);
  return [head, ...rows].map(row => row.map(quoted).join(',') + '\r\n').join('');
}

function text(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
