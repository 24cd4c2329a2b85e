// What a dry run found, as YAML to read: the words are those of `submit --dry-run --json`.
import type { DryRun, DryRunStep } from '../server/protocol';

export function dryRunText(plan: DryRun): string {
  return [
    ...plan.notes.map(note => `# ${note}`),
    `experiment: ${plan.experiment}`,
    `kind: ${plan.kind}`,
    ...body(plan),
    ...(plan.steps ? ['steps:', ...plan.steps.flatMap(step)] : []),
    '',
  ].join('\n');
}

function step(plan: DryRunStep): string[] {
  const after = plan.after.length > 0 ? [`after: [${plan.after.join(', ')}]`] : [];
  return [`  ${plan.name}:`, ...[...after, ...body(plan)].map(line => `    ${line}`)];
}

function body(plan: DryRun | DryRunStep): string[] {
  const { environment, snapshot } = plan;
  const lines = [`compute: ${plan.compute}`];
  if (plan.command !== undefined) lines.push(...text('command', plan.command));
  lines.push(...map('inputs', plan.inputs), ...map('outputs', plan.outputs));
  if (environment) {
    lines.push(
      'environment:',
      `  name: ${environment.name}`,
      `  how: ${environment.how}`,
      `  python: ${environment.python} (${environment.python_version})`,
      ...(environment.requirements.length > 0 ? ['  requirements:'] : []),
      ...environment.requirements.map(line => `    - ${line}`),
    );
  }
  if (snapshot) {
    lines.push(
      'snapshot:',
      `  code: ${snapshot.code ?? '(none)'}`,
      ...(snapshot.includes.length > 0 ? ['  beside it:'] : []),
      ...snapshot.includes.map(path => `    - ${path}`),
      `  files: ${snapshot.files}`,
      `  bytes: ${snapshot.bytes}`,
    );
  }
  return lines;
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
