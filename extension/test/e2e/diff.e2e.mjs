// What changed between two runs: their code and values side by side, without files of either being touched.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const { project, window, step } = scene('diff', {
  begin: () => {
    project.repair();
    project.replace('job.yml', 'epochs: 4', 'epochs: 1');
  },
  ready: () => {
    project.footplate(window.program(), 'submit', 'job.yml', '--tail');
    project.replace('job.yml', 'first light', 'second light');
    project.replace('job.yml', 'epochs: 1', 'epochs: 2');
    project.replace('src/train.py', '1.0 / (1 + epoch)', '2.0 / (1 + epoch)');
    writeFileSync(join(project.folder, 'src/extra.py'), 'print("extra")\n');
    project.footplate(window.program(), 'submit', 'job.yml', '--tail');
  },
});

const editors = () => window.page.locator('.editor-group-container.active .editor-instance');

async function sees(text) {
  const shows = async () => (await editors().first().innerText()).replaceAll('\u00a0', ' ').includes(text);
  await until(shows, 60_000, `'${text}' in the editor`);
}

step('two runs are compared from the palette: values, a changed file and a new one', async () => {
  await window.activity('Footplate');
  await window.treeRow('second light').getByText('Completed').waitFor({ timeout: 60_000 });
  await window.command('Footplate: Compare Code of Runs…', true);
  await window.choose('second light');
  await window.pickerRows().filter({ hasText: 'The files as they are now' }).waitFor();
  await window.choose('first light');
  await window.page.locator('.tab.active').filter({ hasText: 'first light ↔ second light' }).waitFor();
  await sees('loss = 1.0 / (1 + epoch)');
  await sees('loss = 2.0 / (1 + epoch)');
  await sees('print("extra")');
  await sees('values.yml');
});

step('a run is compared with the files as they are now', async () => {
  project.replace('src/train.py', '2.0 / (1 + epoch)', '3.0 / (1 + epoch)');
  await window.command('Footplate: Compare Code with Files Now', true);
  await window.choose('second light');
  await window.page.locator('.tab.active').filter({ hasText: 'the files as they are now' }).waitFor();
  await sees('loss = 3.0 / (1 + epoch)');
});

step('the page of a run offers the comparison, too', async () => {
  await window.treeRow('second light').click();
  const page = await window.webview('second light');
  await page.getByRole('button', { name: 'Compare Code with…' }).click();
  await window.choose('first light');
  await window.page.locator('.tab.active').filter({ hasText: 'first light ↔ second light' }).waitFor();
});

step('where nothing differs, that is said', async () => {
  project.footplate(window.program(), 'submit', 'job.yml', '--tail', '--set', 'display_name=third');
  await window.treeRow('third').waitFor();
  await window.command('Footplate: Compare Code with Files Now', true);
  await window.choose('third');
  await window.toast('Nothing differs: third ↔ the files as they are now').waitFor();
});

step('a run is said as a command for the shell', async () => {
  await window.command('Footplate: Copy as Command…', true);
  await window.choose('third');
  const rows = window.pickerRows();
  await rows.filter({ hasText: 'footplate show' }).waitFor();
  assert.ok((await rows.allInnerTexts()).some(text => text.includes('footplate rerun')));
  await rows.filter({ hasText: 'footplate tail' }).click();
  await window.statusItem('Copied: footplate tail').waitFor();
});
