// What a submit would send, seen before it is sent: files with sizes, what is left out and why, one click to leave out more.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const { project, window, step } = scene('snapshot', {
  begin: () => {
    project.repair();
    mkdirSync(join(source, 'data'));
    writeFileSync(join(source, 'data/table.csv'), '1,2\n'.repeat(50_000));
    writeFileSync(join(source, 'data/notes.tmp'), 'x');
    writeFileSync(join(source, '.gitignore'), '# what is made again\n*.tmp\n');
  },
});
const source = join(project.folder, 'src');

step('the snapshot of the open job is shown as a tree with sizes', async () => {
  await window.open('job.yml');
  await window.statusItem('Footplate').waitFor();
  await window.command('Footplate: Preview Snapshot');
  await window.treeRow('train.py').waitFor({ timeout: 60_000 });
  await window
    .treeRow('src')
    .getByText(/3 files · .* · 1 left out/)
    .first()
    .waitFor();
  await window.treeRow('data').getByText('200.0 kB').waitFor();
});

step('what is left out stands at its place, and leads to the line that says so', async () => {
  await window.treeRow('data').click();
  const row = window.treeRow('notes.tmp');
  await row.getByText('left out · .gitignore:2').waitFor();
  await row.click();
  await window.page.locator('.tab.active').filter({ hasText: '.gitignore' }).waitFor();
  await window.statusItem('Ln 2, Col 1').waitFor();
});

step('one click leaves a file out, and what .gitignore said goes on to count', async () => {
  await window.rowButton(window.treeRow('table.csv'), 'Add to .amlignore');
  await until(() => existsSync(join(source, '.amlignore')), 45_000, 'an .amlignore');
  await window.treeRow('table.csv').getByText('left out · .amlignore:4').waitFor();
  await window.treeRow('notes.tmp').getByText('left out · .amlignore:3').waitFor();
  assert.match(readFileSync(join(source, '.amlignore'), 'utf8'), /^\*\.tmp\n\/data\/table\.csv$/m);
});

step('the tree follows what is saved', async () => {
  const size = async () => /(\d+) B/.exec(await window.treeRow('src').innerText())?.[1];
  const before = await size();
  await window.open('train.py');
  await window.goToLine(1);
  await window.type('# one more line');
  await window.press('Enter', 'Control+s');
  await until(async () => Number(await size()) > Number(before), 60_000, 'a larger snapshot');
});

step('the view goes away when it is closed', async () => {
  await window.page.locator('.pane-header').filter({ hasText: 'Snapshot' }).hover();
  await window.page.locator('.pane-header [aria-label="Close Snapshot Preview"]').click();
  await window.page.locator('.pane-header').filter({ hasText: 'Snapshot' }).waitFor({ state: 'detached' });
});
