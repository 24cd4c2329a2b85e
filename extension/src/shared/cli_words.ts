// What was looked at in the window, said as a command for a shell. Pure.
import type { ListParams, Run } from '../server/protocol';

/** 'footplate show "a b"' with every word quoted where a shell would take it apart. */
export function commandLine(...words: string[]): string {
  return ['footplate', ...words].map(quoted).join(' ');
}

export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The words that a person entered; quotes hold one with blanks together: `owner=ada note="a long word"`. */
export function wordsOf(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"']|["'])+/g) ?? [];
  return words.map(word =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}

/** `KEY=VALUE` as `wordsOf` reads it back. */
export function enteredAs(key: string, value: string): string {
  const mark = value.includes('"') ? "'" : '"';
  return /[\s"']/.test(value) ? `${key}=${mark}${value}${mark}` : `${key}=${value}`;
}

/** What can be said of runs, the likeliest first: a line for each run. `isActive`: all of them are under way. */
export function runCommandsOf(runs: readonly Pick<Run, 'id'>[], isActive: boolean): string[] {
  const verbs = ['show', 'tail', isActive ? 'cancel' : 'rerun', 'metrics', 'outputs', 'diff'];
  return verbs.map(verb => runs.map(({ id }) => commandLine(verb, id)).join('\n'));
}

/** The list that a view shows. */
export function listCommand({ experiment, where, sort, ascending, archived }: ListParams): string {
  const words = ['list'];
  if (experiment !== undefined) words.push('--experiment', experiment);
  if (where !== undefined && where !== '') words.push('--where', where);
  if (sort !== undefined && sort !== '') words.push('--sort', sort, ...(ascending === true ? ['--ascending'] : []));
  if (archived === true) words.push('--archived');
  return commandLine(...words);
}

/** The verb's own view of a row of a list; undefined for rows that only hold others. */
export function rowCommand(subject: Readonly<Record<string, string>>): string | undefined {
  const { hash, run, name, version } = subject;
  if (hash !== undefined) return commandLine('env', 'show', hash.slice(0, 16));
  if (run !== undefined) return commandLine('show', run);
  if (name === undefined) return undefined;
  return version === undefined
    ? commandLine('compute', 'show', name)
    : commandLine('asset', 'show', `${name}:${version}`);
}
