import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { computeNames } from '../../src/lists/computes';

const top = mkdtempSync(join(tmpdir(), 'footplate-computes-'));
const computes = join(top, 'project/.footplate/compute');
mkdirSync(computes, { recursive: true });
mkdirSync(join(top, 'project/jobs'));
for (const name of ['slurm.yml', 'big-box.yaml', 'local.yml', 'notes.txt']) writeFileSync(join(computes, name), '');
after(() => {
  rmSync(top, { recursive: true });
});

test('this machine comes first, then the computes of the nearest project', async () => {
  assert.deepEqual(await computeNames(join(top, 'project/jobs/job.yml')), ['local', 'big-box', 'slurm']);
});

test('without a project, or without a file, there is this machine', async () => {
  assert.deepEqual(await computeNames(join(top, 'job.yml')), ['local']);
  assert.deepEqual(await computeNames(undefined), ['local']);
});
