import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dryRunText } from '../../src/submit/dry_run_text';
import type { DryRun } from '../../src/server/protocol';

const environment = {
  name: 'train',
  hash: 'abc',
  how: 'build',
  python: '/usr/bin/python3',
  python_version: '3.11',
  requirements: ['numpy==1.26'],
};

const plan: DryRun = {
  id: null,
  experiment: 'flowers',
  kind: 'command',
  compute: 'local',
  command: 'python train.py --lr 0.1\necho done\n',
  inputs: { lr: '0.1' },
  input_order: ['lr'],
  outputs: {},
  environment,
  snapshot: { code: '/p/src', includes: [], files: 3, bytes: 120 },
  notes: ['compute far is unknown here: the run goes to local'],
};

test('a dry run reads as YAML, remarks first', () => {
  assert.equal(
    dryRunText(plan),
    [
      '# compute far is unknown here: the run goes to local',
      'experiment: flowers',
      'kind: command',
      'compute: local',
      'command: |',
      '  python train.py --lr 0.1',
      '  echo done',
      'inputs:',
      '  lr: 0.1',
      'environment:',
      '  name: train',
      '  how: build',
      '  python: /usr/bin/python3 (3.11)',
      '  requirements:',
      '    - numpy==1.26',
      'snapshot:',
      '  code: /p/src',
      '  files: 3',
      '  bytes: 120',
      '',
    ].join('\n'),
  );
});

test('what a component takes along is listed', () => {
  const beside = { ...plan, snapshot: { code: '/p/src', includes: ['/p/common'], files: 4, bytes: 130 } };
  assert.match(dryRunText(beside), /code: \/p\/src\n {2}beside it:\n {4}- \/p\/common\n/);
});

test('a job without code and packages says so', () => {
  const bare = dryRunText({
    ...plan,
    environment: { ...environment, requirements: [] },
    snapshot: { code: null, includes: [], files: 0, bytes: 0 },
  });
  assert.match(bare, /code: \(none\)/);
  assert.doesNotMatch(bare, /requirements/);
});

test('a pipeline is its steps in order, each with what it waits for', () => {
  const steps = [
    {
      name: 'prep',
      after: [],
      kind: 'command',
      compute: 'local',
      command: 'echo a',
      inputs: {},
      outputs: { o: '/p/o' },
    },
    { name: 'train', after: ['prep'], kind: 'command', compute: 'local', command: 'echo b', inputs: {}, outputs: {} },
  ];
  const text = dryRunText({
    id: null,
    experiment: 'flow',
    kind: 'pipeline',
    compute: 'local',
    inputs: {},
    input_order: [],
    outputs: {},
    steps,
    notes: [],
  });
  assert.match(text, /steps:\n {2}prep:\n {4}compute: local\n {4}command: \|\n {6}echo a/);
  assert.match(text, / {2}train:\n {4}after: \[prep\]/);
});
