// A component and the pipeline that uses it, as VS Code's own features see them: who calls it, where it is used, another name for an
// input, lines that are typed between brackets.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const component = `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
type: command
name: train
version: 1
inputs:
  rate: {type: number}
code: ./src
command: echo \${{inputs.rate}}
environment: azureml:mine@latest
`;

const pipeline = `$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
jobs:
  first:
    type: command
    component: ./train.yml
    inputs:
      rate: 0.1
`;

const asJson = {
  type: 'pipeline',
  jobs: { other: { type: 'command', component: './train.yml', inputs: { rate: 0.2 } } },
};

const { project, window, step } = scene('components', {
  begin: () => {
    writeFileSync(join(project.folder, 'train.yml'), component);
    writeFileSync(join(project.folder, 'pipeline.yml'), pipeline);
    writeFileSync(join(project.folder, 'again.json'), JSON.stringify(asJson, undefined, 2));
  },
});

step('who runs a component is shown as calls of it', async () => {
  await window.open('train.yml');
  await window.goToLine(3, 8);
  await window.command('Calls: Show Call Hierarchy');
  for (const file of ['pipeline.yml', 'again.json']) await window.treeRow(file).waitFor({ timeout: 60_000 });
  await window.editor().click();
});

step('an input gets another name wherever the component is used, in JSON too', async () => {
  await window.goToLine(6, 4);
  await window.press('F2');
  const box = window.page.locator('.rename-box input');
  await box.waitFor({ timeout: 60_000 });
  await box.fill('speed');
  await window.press('Enter');
  await window.editorShows(/command: echo \$\{\{inputs\.speed\}\}/);
  await window.command('File: Save All Files');
  const uses = () => ['pipeline.yml', 'again.json'].map(file => readFileSync(join(project.folder, file), 'utf8'));
  await until(() => uses().every(text => text.includes('speed')), 45_000, 'the name in both pipelines');
  const [, json] = uses();
  assert.deepEqual(JSON.parse(json).jobs.other.inputs, { speed: 0.2 });
});

step('a line that is begun between brackets is indented', async () => {
  await window.open('pipeline.yml');
  await window.goToLine(7, 12);
  await window.type(' {');
  await window.press('Enter');
  await window.statusItem('Ln 8, Col 7').waitFor();
  await window.type('x: 1');
  await window.editorShows(/inputs: \{\n {6}x: 1\n {4}\}/);
});
