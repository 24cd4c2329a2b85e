// Several runs at once, and what a person does with them afterwards: order, names, tags, notes, putting away, comparing, taking along.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const job = (name, experiment, loss, key = 'command') => `type: command
experiment_name: ${experiment}
display_name: ${name}
inputs:
  loss: ${loss}
${key}: echo "{\\"name\\":\\"loss\\",\\"value\\":\${{inputs.loss}}}" >> $FOOTPLATE_METRICS_FILE
environment:
  image: library/python:latest
`;

const { project, window, step } = scene('tending-runs', {
  begin: () => {
    const files = {
      'alpha.yml': job('alpha', 'first', 0.3),
      'beta.yml': job('beta', 'first', 0.1),
      'gamma.yml': job('gamma', 'second', 0.2),
      'mistaken.yml': job('mistaken', 'second', 0.2, 'comand'),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(project.folder, name), text);
  },
  settings: { 'explorer.autoReveal': false }, // a file that is opened would become the only one that is selected
});

let table;

/** The names of the runs in the tree, from top to bottom. */
async function shownRuns() {
  const rows = await window.page.locator('.part.sidebar .monaco-list-row').allInnerTexts();
  return rows.flatMap(text => /alpha|beta|gamma|delta/.exec(text)?.[0] ?? []).join(' ');
}

const treeShows = names => until(async () => (await shownRuns()) === names, 45_000, `the runs ${names}`);

step(
  'several files are submitted from the menu of the explorer; a wrong one is told and holds up no other',
  async () => {
    await window.selectRows('alpha.yml', 'mistaken.yml', 'beta.yml', 'gamma.yml');
    await window.menu('gamma.yml', 'Submit Job');
    await window.toast('comand').waitFor();
    await window.page.locator('.tab').filter({ hasText: 'mistaken.yml' }).first().waitFor();
    await window.activity('Footplate');
    for (const name of ['alpha', 'beta', 'gamma'])
      await window.treeRow(name).getByText('Completed').waitFor({ timeout: 60_000 });
  },
);

step('the tree shows one list, in an order that is chosen, and experiments again', async () => {
  await window.command('Footplate: Group by Experiment or Show One List');
  await until(async () => (await shownRuns()).split(' ').length === 3, 45_000, 'one list');
  await window.treeRow('second · ').waitFor();
  await window.command('Footplate: Order Runs…', true);
  await window.choose('loss ↓');
  await treeShows('alpha gamma beta');
  await window.shot('tending-runs-ordered');
  await window.command('Footplate: Group by Experiment or Show One List');
  await window.command('Footplate: Clear Filter and Order');
  await window.treeRow('second').waitFor();
});

step('a filter by a part of the name leaves what fits, and one that nothing fits says so', async () => {
  await window.command('Footplate: Filter Runs…', true);
  await window.answer('gam');
  await treeShows('gamma');
  await window.command('Footplate: Filter Runs…', true);
  await window.answer('metrics.loss > 7');
  await window.welcome().getByText('No run fits the filter').waitFor();
  await window.welcome().getByText('Clear Filter').click();
  await window.treeRow('beta').waitFor();
});

step('a run gets another name, tags and a note, which its page shows', async () => {
  await window.menu('gamma', 'Rename Run…');
  await window.answer('delta');
  await window.treeRow('delta').waitFor();
  await window.menu('delta', 'Edit Tags…');
  await window.answer('owner=ada stage="almost final"');
  await window.menu('delta', 'Edit Note…');
  await window.answer('better than it looks');
  await window.treeRow('delta').click();
  const page = await window.webview('better than it looks');
  await page.getByRole('region', { name: 'Tags' }).getByText('almost final').waitFor();
  await window.menu('delta', 'Edit Tags…');
  const box = window.page.locator('.quick-input-widget:visible input').first();
  await until(async () => (await box.inputValue()).includes('stage="almost final"'), 45_000, 'the tags as entered');
  await window.answer('stage="almost final"');
  await page.getByText('ada').waitFor({ state: 'detached' });
});

step(
  'an archived run goes out of sight, is shown among the others where that is asked for, and comes back',
  async () => {
    await window.menu('delta', 'Archive Run');
    await treeShows('beta alpha');
    await window.command('Footplate: Show or Hide Archived Runs');
    await window.treeRow('delta').getByText('archived').waitFor();
    await window.menu('delta', 'Restore Run');
    await window.treeRow('delta').filter({ hasNotText: 'archived' }).waitFor();
    await window.command('Footplate: Show or Hide Archived Runs');
    await treeShows('delta beta alpha');
  },
);

step('runs that are selected in the tree are compared', async () => {
  await window.selectRows('alpha', 'beta');
  await window.menu('beta', 'Compare Runs…');
  const preview = await window.preview('loss');
  await preview.locator('td').getByText('0.3').first().waitFor();
  assert.equal(await preview.locator('table').first().locator('th').count(), 3);
});

step('a column of the table is left out and another one added', async () => {
  await window.command('Footplate: Open Runs Table');
  table = await window.webview('3 runs, 0 selected');
  await table.getByText('Columns', { exact: true }).click();
  await table.getByRole('checkbox', { name: 'duration' }).uncheck();
  await table.getByRole('checkbox', { name: 'tags.stage' }).check();
  await table.getByText('Columns', { exact: true }).click();
  const heads = (await table.locator('thead th').allInnerTexts()).map(text => text.trim());
  assert.ok(heads.includes('tags.stage') && !heads.includes('duration'), String(heads));
  await table.locator('tbody td').getByText('almost final').waitFor();
});

step('the runs of the table are written to a file', async () => {
  await table.getByRole('button', { name: 'Export as CSV' }).click();
  const file = join(project.folder, 'all.csv');
  await window.chooseFile(file);
  await window.toast('Runs written to all.csv: 3').waitFor();
  const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\r\n');
  assert.match(head, /^id,.*metrics\.loss,.*tags\.stage/);
  assert.equal(rows.length, 3);
  assert.ok(rows.some(row => row.includes('delta') && row.includes('almost final')));
});

step('the runs that are selected are written as JSON, whole', async () => {
  await window.command('Footplate: Open Runs Table');
  await table.getByRole('checkbox', { name: 'Select delta' }).check();
  await table.getByRole('button', { name: 'Export as JSON' }).click();
  const file = join(project.folder, 'chosen.json');
  await window.chooseFile(file);
  await window.toast('Runs written to chosen.json: 1').waitFor();
  const { runs } = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(
    runs.map(run => [run.display_name, run.status, run.metrics.loss, run.tags.stage]),
    [['delta', 'Completed', 0.2, 'almost final']],
  );
  await table.getByRole('checkbox', { name: 'Select delta' }).uncheck();
});

step('runs that are selected in the table are compared', async () => {
  await window.command('Footplate: Open Runs Table');
  for (const name of ['alpha', 'delta']) await table.getByRole('checkbox', { name: `Select ${name}` }).check();
  await table.getByText('3 runs, 2 selected').waitFor();
  await table.getByRole('button', { name: 'Compare Selected' }).click();
  const preview = await window.preview('almost final');
  await preview.locator('th').getByText('delta').first().waitFor();
});
