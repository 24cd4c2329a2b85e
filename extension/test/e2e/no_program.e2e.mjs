// The setting names a program that is not there, or one that takes its time: said at once, in the views too, and put right.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

// Where a remote window takes the settings from that belong to a machine.
function writeMachineSettings(user, settings) {
  mkdirSync(join(user, 'Machine'), { recursive: true });
  writeFileSync(join(user, 'Machine/settings.json'), JSON.stringify(settings));
}

const { project, window, step } = scene('no-program', {
  prepare: user => writeMachineSettings(user, { 'footplate.path': '/nowhere/footplate' }),
});

async function openAgain(settings) {
  writeMachineSettings(join(window.server.profile, 'u'), settings);
  await window.page.reload({ waitUntil: 'domcontentloaded' });
  await window.page.locator('.activitybar .action-item').first().waitFor({ timeout: 60_000 });
  await window.open('job.yml');
}

const views = ['Experiments', 'Compute', 'Environments', 'Assets'];

/** Waits until each view has these words in the place of its rows. */
async function viewsSay(words) {
  for (const name of views) await window.openPane(name);
  const said = window.welcome().getByText(words, { exact: true });
  await until(async () => (await said.count()) === views.length, 60_000, `'${words}' in each view`);
}

step('a program that is not where the setting says is told at once', async () => {
  await window.open('job.yml');
  await window.toast('footplate.path').waitFor({ timeout: 60_000 });
  await window.activity('Footplate');
  await window.welcome().getByRole('button', { name: 'Restart Server' }).first().waitFor();
});

step('no view says that there is nothing: each says that the server is not running, and the way out', async () => {
  await viewsSay('The Footplate server is not running.');
  const ways = await window.welcome().getByRole('button', { name: 'Restart Server' }).count();
  assert.equal(ways, views.length);
});

step('while a program takes its time to start the views say so, and then what there is', async () => {
  const slow = join(project.place, 'slow');
  const ready = join(project.place, 'ready');
  writeFileSync(slow, `#!/bin/sh\nwhile ! [ -e ${ready} ]; do sleep 0.1; done\nexec ${window.program()} "$@"\n`);
  chmodSync(slow, 0o755);
  await openAgain({ 'footplate.path': slow });
  await viewsSay('Footplate is starting…');
  await window.shot('no-program-starting');
  writeFileSync(ready, '');
  await window.welcome().getByText('No runs yet').waitFor({ timeout: 60_000 });
  await window.welcome().getByText('Nothing is registered in this project').waitFor();
  await window.treeRow('local').waitFor();
});

step('once the setting is put right, a window that is opened again checks the file', async () => {
  await openAgain({});
  await window.errors().first().waitFor({ timeout: 60_000 });
});
