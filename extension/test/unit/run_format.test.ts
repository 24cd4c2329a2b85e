import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run, RunDetails, RunStatus } from '../../src/server/protocol';
import {
  describe,
  details,
  duration,
  formatDuration,
  formatMetric,
  isActive,
  relativeTime,
  statusIcon,
  title,
} from '../../src/runs/run_format';
import { localTime } from '../../src/shared/times';

const completed: Run = {
  id: 'brave-otter-1',
  experiment: 'iris',
  display_name: '',
  kind: 'command',
  status: 'Completed',
  compute: 'local',
  created: '2024-05-01T10:00:00.000Z',
  started: '2024-05-01T10:00:02.000Z',
  ended: '2024-05-01T10:00:06.200Z',
  parent: null,
  tags: {},
  metrics: { loss: 0.123456789, bad: null },
  params: { lr: '0.1' },
};
const now = Date.parse('2024-05-01T10:05:30.000Z');
const clock = (time: string): string => time.slice(11, 19);

const english = { language: 'en', t: (text: string): string => text };

test('a duration names two units at most', () => {
  const cases: [number, string][] = [
    [-5, '0 ms'],
    [350, '350 ms'],
    [4200, '4.2 s'],
    [59_999, '59 s'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
    [100_800_000, '1 d 4 h'],
  ];
  for (const [milliseconds, expected] of cases) assert.equal(formatDuration(milliseconds), expected);
});

test('a run that ended tells how long its script took', () => {
  assert.equal(duration(completed), 4200);
  assert.equal(describe(completed, english, now, clock), 'Completed · local · 4.2 s · 5 min. ago');
});

test('a run under way tells when it began, and has no duration', () => {
  const running: Run = { ...completed, status: 'Running', ended: null };
  assert.equal(duration(running), undefined);
  assert.equal(describe(running, english, now, clock), 'Running · local · 10:00:02');
});

test('an end is told relative to now, in one unit', () => {
  const cases: [number, string][] = [
    [10_000, 'now'],
    [59_999, 'now'],
    [120_000, '2 min. ago'],
    [7_200_000, '2 hr. ago'],
    [86_400_000, 'yesterday'],
    [40 * 86_400_000, 'last mo.'],
  ];
  for (const [since, expected] of cases) assert.equal(relativeTime(now - since, now, 'en'), expected);
});

test('a run that never started has neither', () => {
  const queued: Run = { ...completed, status: 'Queued', started: null, ended: null };
  assert.equal(describe(queued, english, now, clock), 'Queued · local');
});

test('statuses that end a run are not active, all others are', () => {
  const ends: RunStatus[] = ['Completed', 'Failed', 'Canceled', 'NotResponding'];
  for (const status of ends) {
    assert.equal(isActive({ ...completed, status }), false, status);
  }
  const others: RunStatus[] = [
    'NotStarted',
    'Provisioning',
    'Preparing',
    'Queued',
    'Running',
    'Finalizing',
    'CancelRequested',
  ];
  for (const status of others) {
    assert.equal(isActive({ ...completed, status }), true, status);
  }
});

test('what is under way spins, ends have icons of their own', () => {
  assert.equal(statusIcon('Preparing').id, 'loading~spin');
  assert.equal(statusIcon('Completed').id, 'pass');
  assert.equal(statusIcon('Failed').color, 'testing.iconFailed');
});

test('a run without display name is called by its id', () => {
  assert.equal(title(completed), 'brave-otter-1');
  assert.equal(title({ ...completed, display_name: 'Iris' }), 'Iris');
});

test('metrics are shown with six digits, one that is not finite with a dash', () => {
  assert.equal(formatMetric(0.123456789), '0.123457');
  assert.equal(formatMetric(2), '2');
  const lines = new Map(details(completed, english));
  assert.equal(lines.get('loss'), '0.123457');
  assert.equal(lines.get('bad'), '–');
  assert.equal(lines.get('lr'), '0.1');
});

test('the details of a failed run have its reason, environment and phases', () => {
  const failed: RunDetails = {
    ...completed,
    status: 'Failed',
    description: '',
    file: null,
    error: { code: 'scriptFailed', message: 'exit status 3', log_tail: [], traceback: [] },
    environment: { name: 'sklearn-1.5', hash: 'abc', python: '3.11', how: 'built', substitutions: [] },
    phases: [
      { name: 'Preparing', began: '2024-05-01T10:00:00.000Z', ended: '2024-05-01T10:00:01.500Z' },
      { name: 'Running', began: '2024-05-01T10:00:01.500Z', ended: null },
    ],
    inputs: {},
    outputs: {},
    snapshot: null,
    exit_code: 3,
    signal: null,
  };
  const lines = new Map(details(failed, english));
  assert.equal(lines.get('error'), 'exit status 3');
  assert.equal(lines.get('environment'), 'sklearn-1.5');
  assert.equal(lines.get('Preparing'), '1.5 s');
  assert.equal(lines.has('Running'), false);
});

test('times are told in the time zone and the words of the person', () => {
  assert.match(localTime('2026-11-28T10:00:00.000Z', 'en-US'), /^Nov \d+, 2026, \d+:00:00/);
  assert.match(localTime('2026-11-28T10:00:00.000Z', 'zh-cn'), /^2026年11月\d+日/);
  assert.equal(localTime('never'), 'never');
});
