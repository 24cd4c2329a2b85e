import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { test } from 'node:test';
import { findBinary } from '../../src/server/binary';

const only =
  (...files: string[]) =>
  (file: string) =>
    Promise.resolve(files.includes(file));
const places = { configured: '', bundled: '/ext/bin/footplate', pathVariable: 'relative:/usr/bin:/opt/bin' };

test('the configured program wins', async () => {
  const found = await findBinary(
    { ...places, configured: ' /my/footplate ' },
    only('/my/footplate', '/ext/bin/footplate'),
  );
  assert.deepEqual(found, { file: '/my/footplate', origin: 'configured' });
});

test('a configured program that cannot be run is told, not replaced', async () => {
  const found = await findBinary({ ...places, configured: '/my/footplate' }, only('/ext/bin/footplate'));
  assert.deepEqual(found, { missing: 'configured' });
});

test('a relative configured program would be one of the open folder: refused', async () => {
  const found = await findBinary({ ...places, configured: 'bin/footplate' }, only('bin/footplate'));
  assert.deepEqual(found, { missing: 'configured' });
});

test('~ is the home folder', async () => {
  const file = `${homedir()}/footplate`;
  assert.deepEqual(await findBinary({ ...places, configured: '~/footplate' }, only(file)), {
    file,
    origin: 'configured',
  });
});

test('the bundled program comes before PATH', async () => {
  const found = await findBinary(places, only('/ext/bin/footplate', '/opt/bin/footplate'));
  assert.deepEqual(found, { file: '/ext/bin/footplate', origin: 'bundled' });
});

test('PATH is searched in order, relative entries never', async () => {
  const found = await findBinary(places, only('relative/footplate', '/opt/bin/footplate'));
  assert.deepEqual(found, { file: '/opt/bin/footplate', origin: 'path' });
});

test('no program anywhere is said', async () => {
  assert.deepEqual(await findBinary(places, only()), { missing: 'all' });
});
