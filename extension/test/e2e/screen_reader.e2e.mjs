// What a person hears who does not see the window: what Chromium hands to assistive technology, in words and roles.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const pool = 'type: amlcompute\nname: small-pool\nmin_instances: 0\nmax_instances: 3\n';

const { project, window, step } = scene('screen-reader', {
  begin: () => {
    project.repair();
    mkdirSync(join(project.folder, '.footplate/compute'), { recursive: true });
    writeFileSync(join(project.folder, '.footplate/compute/small-pool.yml'), pool);
  },
  ready: () => project.footplate(window.program(), 'submit', 'job.yml', '--set', 'inputs.epochs=2', '--tail'),
});

/** Waits until each of the patterns fits something that is spoken of the page. */
async function hears(patterns, frame) {
  let nodes = [];
  const missing = () => patterns.filter(pattern => !nodes.some(node => pattern.test(node)));
  const isHeard = async () => {
    nodes = await window.spoken(frame);
    return missing().length === 0;
  };
  await until(isHeard, 60_000, 'all is spoken').catch(() =>
    assert.deepEqual(missing(), [], nodes.filter(node => !/^(generic|StaticText|InlineTextBox)/.test(node)).join('\n')),
  );
}

step('rows of the trees tell their state by words, not by icons and signs alone', async () => {
  await window.open('job.yml');
  await window.activity('Footplate');
  await window.openPane('Compute');
  await hears([
    /^treeitem: Experiment first-steps, runs: 1/,
    /^treeitem: first light, Completed · local/,
    /^treeitem: small-pool, 0 of 3 nodes busy/,
  ]);
});

step('buttons of a view and the item of the status bar have names', async () => {
  await window.treeRow('first light').hover();
  await hears([
    /^button: Open Runs Table/,
    /^button: Filter Runs…/,
    /^button: Footplate, The job of this file runs on: local, No run is under way\./,
  ]);
});

step('the page of a run is regions with names, a table, a toolbar, a log, a chart that is told', async () => {
  await window.treeRow('first light').click();
  const page = await window.webview('first light');
  await page.locator('.plot canvas').first().waitFor();
  await hears(
    [
      /^main/,
      /^heading: first light/,
      /^toolbar: Actions/,
      /^region: Phases/,
      /^region: Metrics/,
      /^log: End of the log/,
      /^application: Chart of loss: the arrow keys move along the values/,
      /^checkbox: logarithmic/,
      /^slider: smoothing/,
      /^button: Open Log/,
    ],
    page,
  );
});

step('the table of runs is a table with headers, and each of its boxes says of which run', async () => {
  await window.command('Footplate: Open Runs Table');
  const page = await window.webview('1 run, 0 selected');
  await hears(
    [
      /^table/,
      /^columnheader: status/,
      /^rowheader: first light/,
      /^checkbox: Select first light/,
      /^status/,
      /^searchbox: Condition/,
    ],
    page,
  );
});
