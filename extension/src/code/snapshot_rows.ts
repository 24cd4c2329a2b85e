// What a submit would send, as a tree: folders and files with their sizes, and at their places what is left out with the line that
// says so. Pure.
import type { Row } from '../lists/list_view';
import type { CodeSnapshot, SnapshotResult } from '../server/protocol';
import type { Tongue } from '../runs/run_words';
import { sizeText } from '../shared/sizes';

type LeftOut = CodeSnapshot['left_out'][number];

interface Folder {
  path: string;
  folders: Map<string, Folder>;
  rows: Row[];
  files: number;
  bytes: number;
}

export function snapshotRows({ snapshots }: SnapshotResult, tongue: Tongue): Row[] {
  return snapshots.map(snapshot => codeRow(snapshot, tongue));
}

/** '312 files · 4.1 MB · 14 left out', of all code folders together. */
export function snapshotSummary({ snapshots }: SnapshotResult, tongue: Tongue): string {
  const { t } = tongue;
  if (snapshots.length === 0) return t('no code is sent');
  const sum = (value: (one: CodeSnapshot) => number): number => snapshots.reduce((total, one) => total + value(one), 0);
  const out = sum(one => one.left_out_count);
  const parts = [
    filesWord(
      sum(one => one.file_count),
      tongue,
    ),
    sizeText(sum(one => one.bytes)),
    out > 0 ? t('{0} left out').replace('{0}', String(out)) : '',
  ];
  return parts.filter(part => part !== '').join(' · ');
}

function filesWord(count: number, { t }: Tongue): string {
  return count === 1 ? t('1 file') : t('{0} files').replace('{0}', String(count));
}

function codeRow(snapshot: CodeSnapshot, tongue: Tongue): Row {
  const { t } = tongue;
  const { code, includes, steps } = snapshot;
  const id = idOf(snapshot);
  const root = folderOf('');
  for (const file of snapshot.files) addFile(root, snapshot, file);
  for (const one of snapshot.left_out) enter(root, parent(one.path)).rows.push(leftOutRow(snapshot, one, tongue));
  const unlisted = snapshot.file_count - snapshot.files.length;
  return {
    id,
    label: (code === '' ? includes : [code]).map(path => path.split('/').at(-1)).join(', '),
    description: [snapshotSummary({ snapshots: [snapshot] }, tongue), steps.join(', ')].filter(Boolean).join(' · '),
    icon: 'archive',
    expanded: true,
    details: [[t('folder'), [code, ...includes].filter(Boolean).join('\n')]],
    children: [
      ...snapshot.warnings.map(warningRow(id)),
      ...largestRows(snapshot, tongue),
      ...rowsOf(root, snapshot, tongue),
      ...(unlisted > 0 ? [{ id: `${id} more`, label: t('and {0} more').replace('{0}', String(unlisted)) }] : []),
    ],
  };
}

function warningRow(snapshot: string): (text: string) => Row {
  return text => ({
    id: `${snapshot} ! ${text}`,
    label: text,
    icon: 'warning',
    colour: 'list.warningForeground',
  });
}

/** Worth a look where there are many files. */
function largestRows(snapshot: CodeSnapshot, { t }: Tongue): Row[] {
  if (snapshot.file_count <= snapshot.largest.length) return [];
  const rows = snapshot.largest.map(file => fileRow(snapshot, file, file.path, 'largest '));
  return [{ id: `${idOf(snapshot)} largest`, label: t('Largest files'), icon: 'graph', children: rows }];
}

function folderOf(path: string): Folder {
  return { path, folders: new Map(), rows: [], files: 0, bytes: 0 };
}

function parent(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** The folder at a path below the root, made with all above it. */
function enter(root: Folder, path: string, visit: (folder: Folder) => void = () => undefined): Folder {
  let folder = root;
  visit(folder);
  for (const name of path === '' ? [] : path.split('/')) {
    const inner = folder.folders.get(name) ?? folderOf(folder.path === '' ? name : `${folder.path}/${name}`);
    folder.folders.set(name, inner);
    folder = inner;
    visit(folder);
  }
  return folder;
}

function addFile(root: Folder, snapshot: CodeSnapshot, file: CodeSnapshot['files'][number]): void {
  const folder = enter(root, parent(file.path), each => {
    each.files += 1;
    each.bytes += file.bytes;
  });
  folder.rows.push(fileRow(snapshot, file, file.path.split('/').at(-1) ?? file.path));
}

function rowsOf(folder: Folder, snapshot: CodeSnapshot, tongue: Tongue): Row[] {
  const folders = [...folder.folders.values()].map(inner => folderRow(inner, snapshot, tongue));
  const files = [...folder.rows].sort((a, b) => (a.label < b.label ? -1 : 1));
  return [...folders.sort((a, b) => (a.label < b.label ? -1 : 1)), ...files];
}

function folderRow(folder: Folder, snapshot: CodeSnapshot, tongue: Tongue): Row {
  return {
    id: `${idOf(snapshot)}/${folder.path}`,
    label: folder.path.split('/').at(-1) ?? folder.path,
    description: `${filesWord(folder.files, tongue)} · ${sizeText(folder.bytes)}`,
    icon: 'folder',
    context: includeOf(snapshot, folder.path) === undefined ? 'snapshot.folder' : 'snapshot.includedFolder',
    subject: subject(snapshot, folder.path),
    children: rowsOf(folder, snapshot, tongue),
  };
}

function fileRow(snapshot: CodeSnapshot, file: CodeSnapshot['files'][number], label: string, prefix = ''): Row {
  const { path, kind, bytes } = file;
  return {
    id: `${prefix}${idOf(snapshot)}/${path}`,
    label,
    description: sizeText(bytes),
    icon: kind === 'link' ? 'file-symlink-file' : 'file',
    context: includeOf(snapshot, path) === undefined ? 'snapshot.file' : 'snapshot.includedFile',
    details: [['', path]],
    subject: subject(snapshot, path),
    command: 'footplate.openSnapshotFile',
  };
}

function leftOutRow(snapshot: CodeSnapshot, one: LeftOut, { t }: Tongue): Row {
  const { path, rule, rule_file: file, rule_line: line } = one;
  const name = path.split('/').at(-1) ?? path;
  const row: Row = {
    id: `${idOf(snapshot)}/${path}`,
    label: one.is_folder ? `${name}/` : name,
    icon: 'circle-slash',
    colour: 'disabledForeground',
    context: 'snapshot.out',
    details: [['', path]],
    subject: { ...subject(snapshot, path), ruleFile: file ?? '', ruleLine: String(line ?? 0) },
  };
  if (file === null)
    return { ...row, description: one.is_folder ? t('no file in it is sent') : t('neither file nor link') };
  const place = `${file.startsWith(`${snapshot.code}/`) ? file.slice(snapshot.code.length + 1) : file}:${line ?? 0}`;
  return {
    ...row,
    description: `${t('left out')} · ${place}`,
    details: [
      ['', path],
      [place, rule ?? ''],
    ],
    command: 'footplate.openSnapshotRule',
  };
}

/** Steps may have one folder of code and put different things beside it. */
function idOf({ code, includes }: CodeSnapshot): string {
  return [code, ...includes].join(' + ');
}

/** What a path in the snapshot is taken of, where that lies beside the code. */
function includeOf({ includes }: CodeSnapshot, path: string): string | undefined {
  const first = path.split('/')[0];
  return includes.find(include => include.split('/').at(-1) === first);
}

function subject(snapshot: CodeSnapshot, path: string): Record<string, string> {
  const include = includeOf(snapshot, path);
  const code = include === undefined ? snapshot.code : include.slice(0, include.lastIndexOf('/'));
  return { code, path, steps: snapshot.steps.join(', ') };
}
