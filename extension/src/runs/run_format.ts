// How a run looks in words and icons. Pure: no VS Code objects, so that it is tested without an editor.
import type { Run, RunDetails } from '../server/protocol';
import { localTime } from '../shared/times';
import { statusWord, type Tongue } from './run_words';

const endStatuses = new Set(['Completed', 'Failed', 'Canceled', 'NotResponding']);

export function isActive(run: Run): boolean {
  return !endStatuses.has(run.status);
}

type Clock = (time: string) => string;

export interface StatusIcon {
  id: string;
  color?: string;
}

const icons: Record<string, StatusIcon> = {
  Completed: { id: 'pass', color: 'testing.iconPassed' },
  Failed: { id: 'error', color: 'testing.iconFailed' },
  Canceled: { id: 'circle-slash', color: 'disabledForeground' },
  CancelRequested: { id: 'stop-circle', color: 'disabledForeground' },
  NotResponding: { id: 'question', color: 'list.warningForeground' },
  NotStarted: { id: 'circle-outline' },
  Queued: { id: 'history', color: 'testing.iconQueued' },
};

/** Every status that is under way and has no icon of its own spins. */
export function statusIcon(status: string): StatusIcon {
  return icons[status] ?? { id: 'loading~spin', color: 'charts.blue' };
}

/** '350 ms', '4.2 s', '3 min 5 s', '2 h 10 min', '1 d 4 h': two units at most. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 10) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** From the start of the script's life (else the submission) to its end; undefined while the run goes on. */
export function duration(run: Run): number | undefined {
  if (!run.ended) return undefined;
  return Date.parse(run.ended) - Date.parse(run.started ?? run.created);
}

/** The grey text after a run's name: 'Completed · local · 4.2 s · 5 min ago'. A run under way tells when it began. */
export function describe(run: Run, tongue: Tongue, now?: number, clock?: Clock): string {
  return [statusWord(run.status, tongue), circumstances(run, tongue, now, clock)]
    .filter(part => part !== '')
    .join(' · ');
}

/** The same without the status, for where that stands by itself. */
export function circumstances(run: Run, tongue: Tongue, now = Date.now(), clock: Clock = shortClock): string {
  const { t } = tongue;
  const taken = duration(run);
  const time = taken !== undefined ? formatDuration(taken) : run.started ? clock(run.started) : undefined;
  const away = run.archived === true ? t('archived') : undefined;
  const ago = run.ended ? relativeTime(Date.parse(run.ended), now, tongue.language) : undefined;
  return [run.compute, time, ago, away].filter(part => part !== undefined && part !== '').join(' · ');
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** '5 minutes ago' in the person's language; 'now' within the first minute. */
export function relativeTime(time: number, now: number, language?: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  for (const [unit, length] of units) {
    if (now - time >= length) return format.format(-Math.floor((now - time) / length), unit);
  }
  return format.format(0, 'second');
}

export function title(run: Run): string {
  return run.display_name || run.id;
}

/** The titles of runs that stand side by side: of several that have one name each has its id beside it. */
export function distinctTitles(runs: readonly { id: string; title: string }[]): string[] {
  const titles = runs.map(run => run.title);
  const isShared = (name: string): boolean => titles.indexOf(name) !== titles.lastIndexOf(name);
  return runs.map(({ id, title: name }) => (isShared(name) && name !== id ? `${name} (${id})` : name));
}

/** A metric as a person reads it: six significant digits, no trailing zeros; what is not finite comes as a word or null. */
export function formatMetric(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : '–';
}

/** The hover of a run, as lines of 'name: value'. */
export function details(run: Run | RunDetails, tongue: Tongue): [string, string][] {
  const { t } = tongue;
  const lines: [string, string][] = [
    ['id', run.id],
    [t('status'), statusWord(run.status, tongue)],
    [t('compute'), run.compute],
    [t('created'), localTime(run.created, tongue.language)],
  ];
  if ('description' in run && run.description !== '') lines.push([t('note'), run.description]);
  if ('error' in run && run.error) lines.push([t('error'), run.error.message]);
  if ('environment' in run && run.environment) lines.push([t('environment'), run.environment.name]);
  if ('phases' in run) {
    for (const { name, began, ended } of run.phases) {
      if (ended) lines.push([statusWord(name, tongue), formatDuration(Date.parse(ended) - Date.parse(began))]);
    }
  }
  for (const [name, value] of Object.entries(run.params)) lines.push([name, value]);
  for (const [name, value] of Object.entries(run.metrics)) lines.push([name, formatMetric(value)]);
  for (const [name, value] of Object.entries(run.tags)) lines.push([name, value]);
  return lines;
}

/** The hour and minute of a time, as people here write them. */
function shortClock(time: string): string {
  return new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
