import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '../../src/server/protocol';
import { runsAsCsv } from '../../src/runs/runs_csv';

const run: Run = {
  id: 'a-1',
  experiment: 'iris',
  display_name: 'first, "best"',
  kind: 'command',
  status: 'Completed',
  compute: 'local',
  created: '2024-05-01T10:00:00.000Z',
  started: null,
  ended: null,
  parent: null,
  tags: {},
  params: { lr: '0.1' },
  metrics: { loss: 0.25 },
};

test('every metric and parameter that any run has is a column; commas and quotes are kept', () => {
  const other = { ...run, id: 'b-2', display_name: 'b', params: {}, metrics: { acc: 1 } };
  assert.deepEqual(runsAsCsv([run, other]).split('\r\n'), [
    'id,experiment,display_name,kind,status,compute,created,started,ended,metrics.acc,metrics.loss,params.lr',
    'a-1,iris,"first, ""best""",command,Completed,local,2024-05-01T10:00:00.000Z,,,,0.25,0.1',
    'b-2,iris,b,command,Completed,local,2024-05-01T10:00:00.000Z,,,1,,',
    '',
  ]);
});
