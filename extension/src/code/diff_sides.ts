// What `diff` answers as pairs of texts that an editor puts side by side. Pure.
import type { DiffFile, DiffResult } from '../server/protocol';
import { sizeText } from '../shared/sizes';

export interface Pair {
  name: string;
  /** undefined: there is nothing on this side. */
  old?: string;
  new?: string;
}

/** All that differs beside the code: values by group, the command, what the environment is made of. */
export function factPairs(result: DiffResult): Pair[] {
  const values = valuePair(result);
  return [
    ...(values ? [values] : []),
    ...patchPair('command.sh', result.command),
    ...patchPair('environment.yml', result.environment),
  ];
}

function valuePair({ rows }: DiffResult): Pair | undefined {
  const differing = rows.filter(row => row.differs && !['outcome', 'metrics'].includes(row.group));
  if (differing.length === 0) return undefined;
  return { name: 'values.yml', old: valueText(rows, row => row.old), new: valueText(rows, row => row.new) };
}

type Row = DiffResult['rows'][number];

function valueText(rows: readonly Row[], side: (row: Row) => unknown): string {
  const lines: string[] = [];
  let group = '';
  for (const row of rows) {
    const value = side(row);
    if (value === null || value === undefined) continue;
    if (row.group !== group) lines.push(`${row.group}:`);
    group = row.group;
    lines.push(`  ${row.name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  }
  return `${lines.join('\n')}\n`;
}

function patchPair(name: string, patch: string | null): Pair[] {
  return patch === null ? [] : [{ name, ...sidesOfPatch(patch) }];
}

/** The lines of both sides that a patch holds. */
export function sidesOfPatch(patch: string): { old: string; new: string } {
  const sides = { old: '', new: '' };
  let inHunk = false;
  for (const line of patch.split('\n')) {
    if (line.startsWith('@@')) {
      if (inHunk) for (const side of ['old', 'new'] as const) sides[side] += '…\n';
      inHunk = true;
    } else if (inHunk) {
      const text = `${line.slice(1)}\n`;
      if (line.startsWith(' ') || line.startsWith('-')) sides.old += text;
      if (line.startsWith(' ') || line.startsWith('+')) sides.new += text;
    }
  }
  return sides;
}

/** One side of a file of the code; what is no text is told in a line, so that it can be seen that it differs. */
export function fileText(file: DiffFile, side: 'old' | 'new'): string {
  const isOld = side === 'old';
  const text = isOld ? file.old_text : file.new_text;
  if (typeof text === 'string') return text;
  const link = isOld ? file.old_link : file.new_link;
  if (link !== null) return `-> ${link}\n`;
  const bytes = isOld ? file.old_bytes : file.new_bytes;
  if (bytes === null) return '';
  return `${[file.omitted ?? 'no text', sizeText(bytes), isOld ? file.old_kind : file.new_kind].join(', ')}\n`;
}
