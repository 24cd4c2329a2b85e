// What `doctor` found as Markdown: what is missing first, with what its lack means. Pure.
import { basename } from 'node:path';
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

/** A column that says nothing in any row is left out: that of the folders is for windows with several. */
function table(checks: readonly Check[], mark: string, t: Tongue['t']): string[] {
  const columns: [string, (check: Check) => string][] = [
    ['', () => mark],
    [t('what'), ({ name }) => `**${inline(checkWord(name, t))}**`],
    [t('folder'), ({ project }) => inline(project === undefined ? '' : basename(project))],
    [t('found'), ({ detail }) => inline(detail)],
    [t('what that means'), ({ cost }) => inline(cost ?? '')],
  ];
  const used = columns.filter(([, cell]) => checks.some(check => cell(check) !== ''));
  return [
    `| ${used.map(([head]) => head).join(' | ')} |`,
    `|${' --- |'.repeat(used.length)}`,
    ...checks.map(check => `| ${used.map(([, cell]) => cell(check)).join(' | ')} |`),
  ];
}

/** Programs and parts of the system have their own names in every language. */
function checkWord(name: string, t: Tongue['t']): string {
  const words: Partial<Record<string, string>> = {
    project: t('project'),
    python: 'Python',
    'other-pythons': t('other Pythons'),
    container: t('containers'),
    gpu: 'GPU',
    'disk-project': t('room for the project'),
    'disk-cache': t('room for the cache'),
    'disk-temporary': t('room for temporary files'),
    'file-system': t('file system'),
    store: t('run database'),
    'registry-workspace': t('registry of the project'),
    'registry-shared': t('shared registry'),
  };
  return words[name] ?? name;
}
