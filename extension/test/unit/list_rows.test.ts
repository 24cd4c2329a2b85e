import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assetRows } from '../../src/lists/asset_rows';
import { computeRows } from '../../src/lists/compute_rows';
import { environmentRows, environmentTitle } from '../../src/lists/environment_rows';
import type { Asset, ComputeList } from '../../src/server/protocol';

const tongue = { language: 'en', t: (text: string) => text };

type Compute = ComputeList['computes'][number];
const compute = (project?: string): Compute => ({
  name: 'local',
  type: 'local',
  state: 'running',
  file: null,
  min_instances: 0,
  max_instances: 2,
  idle_time_before_scale_down: 120,
  gpus: null,
  problem: null,
  nodes: [],
  queue: [],
  ...(project !== undefined && { project }),
});
const asset = (version: string, project?: string): Asset => ({
  kind: 'data',
  name: 'iris',
  version,
  type: 'uri_file',
  description: '',
  path: '/iris.csv',
  file: '/asset.yml',
  source: null,
  run: null,
  created: '2026-11-28T10:00:00.000Z',
  archived: false,
  labels: version === '2' ? ['latest'] : [],
  ...(project !== undefined && { project }),
});

test('computes of one name in two projects are two rows that say where they are', () => {
  const rows = computeRows({ computes: [compute('/work/left'), compute('/work/right')] }, tongue);
  assert.deepEqual(
    rows.map(row => row.description),
    ['left · 0/2', 'right · 0/2'],
  );
  assert.notEqual(rows[0]?.id, rows[1]?.id);
  assert.equal(rows[1]?.subject?.project, '/work/right');
});

test('in a window with one project no row speaks of projects', () => {
  const [row] = computeRows({ computes: [compute()] }, tongue);
  assert.equal(row?.description, '0/2');
  assert.equal(row.subject?.project, undefined);
});

test('assets of one name are grouped in each project', () => {
  const [data] = assetRows(
    { assets: [asset('2', '/work/left'), asset('1', '/work/left'), asset('2', '/work/right')] },
    tongue,
  );
  assert.deepEqual(
    data?.children?.map(row => [row.label, row.description, row.children?.length]),
    [
      ['iris', 'left · 2', 2],
      ['iris', 'right · 2', 1],
    ],
  );
  assert.equal(data.children[1]?.children?.[0]?.subject?.project, '/work/right');
});

test('how a compute is busy is said in words to whom signs mean nothing', () => {
  const queue = [
    { position: 1, run: 'r1', display_name: 'r1', reason: 'busy', nodes: 1, since: '2026-11-28T10:00:00.000Z' },
  ];
  const spoken = (changed: Partial<Compute>): string | undefined =>
    computeRows({ computes: [{ ...compute(), ...changed }] }, tongue)[0]?.spoken;
  assert.equal(spoken({}), '0 of 2 nodes busy');
  assert.equal(spoken({ queue }), '0 of 2 nodes busy, 1 waiting');
  assert.equal(spoken({ state: 'stopped' }), 'stopped');
  assert.equal(spoken({ state: 'unsupported', problem: 'no such kind' }), 'unsupported');
});

test('an environment with a long address is called by what tells it from others', () => {
  const title = (name: string): string => environmentTitle({ name, hash: '0123456789abcdef' });
  assert.equal(
    title('azureml://registries/azureml/environments/sklearn-1.5/labels/latest'),
    'sklearn-1.5/labels/latest',
  );
  assert.equal(title('azureml:mine:3'), 'azureml:mine:3');
  assert.equal(title(''), '01234567');
});

test('the runs that use an environment stand below it by their names, those of elsewhere by their ids', () => {
  const uses = ['calm-owl-1', 'wild-fox-2'].map(id => ({ id, project: '/work/left' }));
  const environment = { name: 'small', hash: '0123', state: 'ready', bytes: 0, log: null, runs: uses } as never;
  const [row] = environmentRows({ environments: [environment] }, new Map([['calm-owl-1', 'baseline']]), tongue);
  assert.deepEqual(
    row?.children?.map(({ label, subject }) => [label, subject?.run]),
    [
      ['baseline', 'calm-owl-1'],
      ['wild-fox-2', 'wild-fox-2'],
    ],
  );
});
