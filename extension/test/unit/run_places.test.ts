import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { RunPlaces } from '../../src/runs/run_places';

const top = mkdtempSync(join(tmpdir(), 'footplate-places-'));
const folder = join(top, 'project/.footplate/runs/r1');
mkdirSync(folder, { recursive: true });
mkdirSync(join(top, 'project/jobs'));
after(() => {
  rmSync(top, { recursive: true });
});

test('a run is found at or above a workspace folder', async () => {
  const places = new RunPlaces(() => [join(top, 'project/jobs')]);
  assert.deepEqual(await places.find('r1'), { root: join(top, 'project'), folder });
});

test('a run of a file outside the workspace is found once the file was submitted', async () => {
  const places = new RunPlaces(() => [join(top, 'elsewhere')]);
  assert.equal(await places.find('r1'), undefined);
  places.noteSubmitted(join(top, 'project/jobs/job.yml'), 'r1');
  assert.ok(places.isOurs('r1'));
  assert.equal((await places.find('r1'))?.folder, folder);
});
