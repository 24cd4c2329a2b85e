// What `doctor` found as Markdown: what is missing first, with what its lack means. Pure.
import { inline } from '../shared/markdown';
import type { DoctorResult } from './protocol';
import type { Tongue } from '../runs/run_words';

type Check = DoctorResult['checks'][number];

export function doctorReport({ version, checks }: DoctorResult, { t }: Tongue): string {
  const groups: [string, string, Check[]][] = [
    [t('Needed, and not there'), '✗', checks.filter(check => !check.ok && check.needed)],
    [t('Not there; jobs run without, at a price'), '⚠', checks.filter(check => !check.ok && !check.needed)],
    [t('There'), '✓', checks.filter(check => check.ok)],
  ];
  const parts = groups.flatMap(([heading, mark, some]) =>
    some.length === 0 ? [] : [`## ${heading}`, '', ...table(some, mark, t), ''],
  );
  return [`# ${t('What this machine has for jobs')}`, '', ...parts, `Footplate ${inline(version)}`, ''].join('\n');
}

function table(checks: readonly Check[], mark: string, t: Tongue['t']): string[] {
  const withCost = checks.some(check => check.cost !== null);
  const head = ['', t('what'), t('found'), ...(withCost ? [t('what that means')] : [])];
  const rows = checks.map(({ name, detail, cost }) =>
    [mark, `**${inline(name)}**`, inline(detail), ...(withCost ? [inline(cost ?? '')] : [])].join(' | '),
  );
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows.map(row => `| ${row} |`)];
}
