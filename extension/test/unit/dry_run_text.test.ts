import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dryRunText } from '../../src/dry_run_text';
import type { DryRun } from '../../src/protocol';

const plan: DryRun = {
  id: null,
  experiment: 'flowers',
  kind: 'command',
  compute: 'local',
  command: 'python train.py --lr 0.1\necho done\n',
  inputs: { lr: '0.1' },
  outputs: {},
  environment: {
    name: 'train',
    hash: 'abc',
    how: 'build',
    python: '/usr/bin/python3',
    python_version: '3.11',
    requirements: ['numpy==1.26'],
  },
  snapshot: { code: '/p/src', files: 3, bytes: 120 },
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

test('a job without code and packages says so', () => {
  const bare = dryRunText({
    ...plan,
    environment: { ...plan.environment, requirements: [] },
    snapshot: { code: null, files: 0, bytes: 0 },
  });
  assert.match(bare, /code: \(none\)/);
  assert.doesNotMatch(bare, /requirements/);
});
