// All that is known of an environment as a YAML text to read. Pure.
import type { Environment } from '../server/protocol';

export function environmentText(environment: Environment): string {
  const { name, hash, state, reason, image, python, python_version: version, path, log } = environment;
  const lines = [
    ...entries({ name, hash, state, reason, image, python, python_version: version, folder: path, log }),
    ...list('requirements', environment.requirements ?? []),
    ...list(
      'loosened',
      (environment.substitutions ?? []).map(one => `${one.package}: ${one.wanted} -> ${one.given} (${one.reason})`),
    ),
    ...block('definition', environment.definition ?? ''),
    ...block('end_of_log', (environment.log_tail ?? []).join('\n')),
  ];
  return `${lines.join('\n')}\n`;
}

function entries(values: Record<string, string | null>): string[] {
  return Object.entries(values).flatMap(([name, value]) => (value ? [`${name}: ${word(value)}`] : []));
}

function list(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : ['', `${name}:`, ...values.map(value => `  - ${word(value)}`)];
}

function block(name: string, text: string): string[] {
  if (text.trim() === '') return [];
  return [
    '',
    `${name}: |`,
    ...text
      .trimEnd()
      .split('\n')
      .map(line => (line === '' ? '' : `  ${line}`)),
  ];
}

/** What plain YAML would read as something else is quoted. */
function word(value: string): string {
  return /^[\w./][\w./ =<>~!,+-]*$/.test(value) && !/ #|: /.test(value) ? value : JSON.stringify(value);
}
