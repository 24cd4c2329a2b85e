// Environments of this machine as rows: how each is, how large, and below it the runs that use it. Pure.
import type { Row } from './list_view';
import type { Environment, EnvironmentsResult } from '../server/protocol';
import { relativeTime } from '../runs/run_format';
import type { Tongue } from '../runs/run_words';
import { knownFacts } from '../shared/rows';
import { sizeText } from '../shared/sizes';

/** Uses that are listed below one environment. */
export const mostUses = 50;

interface Look {
  icon: string;
  colour?: string;
}

const looks: Record<string, Look> = {
  ready: { icon: 'layers', colour: 'testing.iconPassed' },
  building: { icon: 'loading~spin', colour: 'charts.blue' },
  failed: { icon: 'error', colour: 'testing.iconFailed' },
  registered: { icon: 'package' },
};

/** `names`: what the runs are called, by their ids; those of projects that are not open have their ids alone. */
export function environmentRows(
  { environments }: EnvironmentsResult,
  names: ReadonlyMap<string, string>,
  tongue: Tongue,
  now = Date.now(),
): Row[] {
  return environments.map(environment => environmentRow(environment, names, tongue, now));
}

export function stateWord(state: string, { t }: Tongue): string {
  const words: Partial<Record<string, string>> = {
    ready: t('ready'),
    building: t('being built'),
    failed: t('failed'),
    registered: t('in a registry'),
    absent: t('not built'),
    interpreter: t('the interpreter itself'),
  };
  return words[state] ?? state;
}

/** The name it was built under, of an address what tells it from others: 'sklearn-1.5/labels/latest'; else the beginning of its hash. */
export function environmentTitle({ name, hash }: Pick<Environment, 'name' | 'hash'>): string {
  return name === '' ? shortHash(hash) : name.replace(/^\w+:\/\/.*\/environments\//, '');
}

export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

function environmentRow(
  environment: Environment,
  names: ReadonlyMap<string, string>,
  tongue: Tongue,
  now: number,
): Row {
  const { t } = tongue;
  const { state, name, hash, bytes, log, runs } = environment;
  const size = bytes > 0 ? sizeText(bytes) : '';
  const uses = runs.length > 0 ? t('used by {0}').replace('{0}', String(runs.length)) : '';
  const row: Row = {
    id: hash,
    label: environmentTitle(environment),
    description: [stateWord(state, tongue), size, uses, name === '' ? '' : shortHash(hash)]
      .filter(part => part !== '')
      .join(' · '),
    ...(looks[state] ?? { icon: 'layers' }),
    context: `environment.${state}${log === null ? '' : '.log'}`,
    details: details(environment, tongue, now),
    subject: { hash, name: environment.name, log: log ?? '', path: environment.path ?? '' },
  };
  return runs.length === 0 ? row : { ...row, children: useRows(environment, names, tongue) };
}

function details(environment: Environment, tongue: Tongue, now: number): [string, string][] {
  const { t, language } = tongue;
  const ago = (time: string | null): string => (time === null ? '' : relativeTime(Date.parse(time), now, language));
  const facts: [string, string][] = [
    [t('state'), stateWord(environment.state, tongue)],
    [t('why'), environment.reason ?? ''],
    ['Python', environment.python_version],
    [t('image'), environment.image],
    [t('built by'), environment.maker],
    [t('size'), environment.bytes > 0 ? sizeText(environment.bytes) : ''],
    [t('created'), ago(environment.created)],
    [t('last used'), ago(environment.last_used)],
    [t('hash'), environment.hash],
    [t('folder'), environment.path ?? ''],
  ];
  return knownFacts(facts);
}

function useRows({ hash, runs }: Environment, names: ReadonlyMap<string, string>, { t }: Tongue): Row[] {
  const rows = runs.slice(0, mostUses).map(({ id, project }): Row => ({
    id: `${hash}/${id}`,
    label: names.get(id) ?? id,
    description: project.split('/').at(-1) ?? '',
    icon: 'circle-outline',
    details: [
      ['id', id],
      [t('project'), project],
    ],
    subject: { run: id, project },
    command: 'footplate.openRunOfRow',
  }));
  if (runs.length <= mostUses) return rows;
  return [...rows, { id: `${hash}/more`, label: t('and {0} more').replace('{0}', String(runs.length - mostUses)) }];
}
