// What a dry run found, as YAML to read: the words are those of `submit --dry-run --json`.
import type { DryRun } from './protocol';

export function dryRunText(plan: DryRun): string {
  const { environment, snapshot } = plan;
  return [
    ...plan.notes.map(note => `# ${note}`),
    `experiment: ${plan.experiment}`,
    `kind: ${plan.kind}`,
    `compute: ${plan.compute}`,
    ...text('command', plan.command),
    ...map('inputs', plan.inputs),
    ...map('outputs', plan.outputs),
    'environment:',
    `  name: ${environment.name}`,
    `  how: ${environment.how}`,
    `  python: ${environment.python} (${environment.python_version})`,
    ...(environment.requirements.length > 0 ? ['  requirements:'] : []),
    ...environment.requirements.map(line => `    - ${line}`),
    'snapshot:',
    `  code: ${snapshot.code ?? '(none)'}`,
    `  files: ${snapshot.files}`,
    `  bytes: ${snapshot.bytes}`,
    '',
  ].join('\n');
}

function text(name: string, value: string): string[] {
  return [
    `${name}: |`,
    ...value
      .trimEnd()
      .split('\n')
      .map(line => `  ${line}`),
  ];
}

function map(name: string, values: Record<string, string>): string[] {
  const entries = Object.entries(values);
  return entries.length === 0 ? [] : [`${name}:`, ...entries.map(([key, value]) => `  ${key}: ${value}`)];
}
