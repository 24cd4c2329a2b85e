// What is registered, and who waits for a node: the views of assets and of computes.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';

const data = `$schema: https://azuremlschemas.azureedge.net/latest/data.schema.json
name: iris
version: 3
type: uri_file
path: iris.csv
description: flowers
`;

const pool = `$schema: https://azuremlschemas.azureedge.net/latest/amlCompute.schema.json
type: amlcompute
name: one-node
min_instances: 0
max_instances: 1
`;

const job = name => `type: command
experiment_name: waiting
display_name: ${name}
command: sleep 600
compute: azureml:one-node
environment:
  image: library/python:latest
`;

const { project, window, step } = scene('assets-and-queue', {
  begin: () => {
    const write = (name, text) => writeFileSync(join(project.folder, name), text);
    mkdirSync(join(project.folder, '.footplate/compute'), { recursive: true });
    write('.footplate/compute/one-node.yml', pool);
    write('iris.csv', 'length,width\n5.1,3.5\n');
    write('iris.yml', data);
    write('goes.yml', job('goes'));
    write('waits.yml', job('waits'));
  },
});

step('before anything is registered the view of assets says how to begin', async () => {
  await window.activity('Footplate');
  await window.openPane('Assets');
  await window.welcome().getByText('Nothing is registered in this project').waitFor({ timeout: 60_000 });
});

step('data is registered from its file and stands in the view with its version', async () => {
  await window.welcome().getByText('Register Asset from File').click();
  await window.chooseFile(join(project.folder, 'iris.yml'));
  await window.statusItem('Registered: azureml:iris:3').waitFor();
  await window.treeRow('iris').getByText('3').waitFor();
  await window.treeRow('iris').click();
  await window.treeRow('latest').waitFor();
});

step('its reference is copied for a job file, and the asset is put away', async () => {
  await window.rowButton(window.treeRow('latest'), 'Copy Reference');
  await window.open('goes.yml');
  await window.press('Control+End');
  await window.type('# ');
  await window.press('Control+v');
  await window.editorShows(/^# azureml:iris:3$/m);
  await window.press('Control+z', 'Control+z', 'Control+s');
  await window.menu('latest', 'Archive Asset');
  await window.welcome().getByText('Nothing is registered in this project').waitFor();
});

step('of two jobs for one node the second waits, and the view of computes says for what', async () => {
  await window.openPane('Compute');
  for (const name of ['goes', 'waits']) {
    await window.open(`${name}.yml`);
    await window.statusItem('Footplate · one-node').waitFor({ timeout: 60_000 });
    await window.command('Footplate: Submit Job');
    await window.treeRow(name).waitFor({ timeout: 60_000 });
  }
  await window.treeRow('waits').getByText('Queued').waitFor({ timeout: 60_000 });
  await window.treeRow(/one-node\s*1\/1 · \+1/).waitFor({ timeout: 60_000 });
  await window.treeRow('1. waits').getByText('1 of 1 nodes busy').waitFor();
});

step('a click on who waits opens its page', async () => {
  await window.treeRow('1. waits').click();
  const page = await window.webview('waits');
  await page.getByText('Queued').first().waitFor();
});

step('when the first is canceled the second has the node', async () => {
  await window.rowButton(window.treeRow(/^\s*goes/), 'Cancel Run');
  await window.treeRow('waits').getByText('Running').waitFor({ timeout: 60_000 });
  await window.treeRow(/one-node-0\s*waits/).waitFor({ timeout: 60_000 });
  await window.rowButton(window.treeRow(/^\s*waits/), 'Cancel Run');
  await window.treeRow('waits').getByText('Canceled').waitFor({ timeout: 60_000 });
});

step('the compute is stopped from its row, says so, and is started again', async () => {
  await window.rowButton(window.treeRow(/^\s*one-node/), 'Stop Compute');
  await window.treeRow(/one-node\s*stopped/).waitFor({ timeout: 60_000 });
  await window.shot('assets-and-queue-stopped');
  const { compute } = project.footplate(window.program(), 'compute', 'show', 'one-node');
  assert.equal(compute.state, 'stopped');
  await window.rowButton(window.treeRow(/^\s*one-node/), 'Start Compute');
  await window.treeRow(/one-node\s*0\/1/).waitFor({ timeout: 60_000 });
});
