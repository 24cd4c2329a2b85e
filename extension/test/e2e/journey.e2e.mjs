// From a broken job file to a completed run, without leaving the editor. The steps build on each other: one window, one story.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const brokenLine = 6;

const { project, window, step } = scene('journey');
const job = join(project.folder, 'job.yml');

step('a misspelt key of a job file is underlined where it stands', async () => {
  await window.open('job.yml');
  await window.errors().first().waitFor({ timeout: 60_000 });
  await window.statusItem('Footplate').waitFor();
  await window.hover('comand', /comand.*command/s);
  await window.shot('journey-underlined');
  await window.dismissHover();
});

step('nothing is made in the project by opening and checking', () => {
  assert.deepEqual(readdirSync(project.folder).sort(), ['job.yml', 'src', 'train.runconfig']);
});

step('a job with an error is refused with a word, and nothing is made', async () => {
  await window.command('Footplate: Submit Job');
  const refusal = window.toast('Show Problems');
  await refusal.waitFor();
  await window.shot('journey-refused');
  await refusal.locator('[aria-label^="Clear Notification"]').click();
  assert.ok(!existsSync(join(project.folder, '.footplate')));
});

step('a key in need of no more than its first letters is completed', async () => {
  await window.goToLine(brokenLine - 1, 10);
  await window.press('End', 'Enter');
  await window.type('descr');
  await window.suggestion('description');
  await window.shot('journey-completion');
  await window.press('Enter');
  await window.type('trains for a few epochs');
  await window.editorShows(/^description: trains for a few epochs$/m);
});

step('hovering a key explains it', async () => {
  await window.hover('environment', /.{30}/s);
  await window.shot('journey-hover');
  await window.dismissHover();
});

step('correcting the key takes the underline away', async () => {
  await window.goToLine(brokenLine + 1, 4);
  await window.type('m');
  await window.errors().first().waitFor({ state: 'detached' });
  await window.editorShows(/^command: python/m);
});

step('once the file is saved the status bar says where its job would run', async () => {
  await window.press('Control+S');
  await window.statusItem('Footplate · local').waitFor();
});

step('the tree invites before there is a run', async () => {
  await window.activity('Footplate');
  await window.welcome().getByText('No runs yet').waitFor();
});

step('submitting from the palette saves the file and starts a run that shows in the tree', async () => {
  await window.editor().click();
  await window.command('Footplate: Submit Job and Follow Log');
  await window.treeRow('first-steps').waitFor();
  await window.treeRow('first light').waitFor();
  assert.match(readFileSync(job, 'utf8'), /^command: python train\.py/m);
  assert.ok(existsSync(join(project.folder, '.footplate')));
});

step('the log of the run appears in a terminal while it runs, in colour', async () => {
  await window.terminal().getByText('training started').waitFor({ timeout: 60_000 });
  await window.terminal().getByText('epoch 2/4').first().waitFor();
  await window.terminal().locator('[class*="xterm-fg-2"]').filter({ hasText: 'loss' }).first().waitFor();
});

step('the run goes to Completed in the tree by itself', async () => {
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
  await window.terminal().getByText('training finished').waitFor();
  await window.terminal().getByText('End of the log').waitFor();
});

step('pointing at the run tells its metrics', async () => {
  await window.treeRow('first light').hover();
  await window.page.locator('.monaco-hover:visible, .workbench-hover:visible').getByText('loss: 0.2').first().waitFor();
  await window.shot('journey-details');
  await window.page.mouse.move(680, 5);
});

step('a second run is canceled from the tree', async () => {
  await window.editor().click();
  await window.goToLine(brokenLine + 5, 1);
  await window.press('End', 'Backspace');
  await window.type('600');
  await window.command('Footplate: Submit Job');
  const row = window.treeRow('Running');
  await row.waitFor({ timeout: 60_000 });
  await window.rowButton(row, 'Cancel Run');
  await window.treeRow('Canceled').waitFor({ timeout: 60_000 });
});

step('the log of an ended run opens from the tree', async () => {
  await window.rowButton(window.treeRow('Completed'), 'Open Log');
  await window.terminal().getByText('training finished').waitFor();
});

step('a server that is killed is started again, and checks go on', async () => {
  await window.killLanguageServer();
  await window.editor().click();
  await window.goToLine(brokenLine + 1, 4);
  await window.press('Backspace');
  await window.errors().first().waitFor();
  await window.hover('comand');
  await window.page.waitForTimeout(500); // the hover fades in
  await window.shot('readme-overview');
  await window.dismissHover();
  await window.type('m');
  await window.errors().first().waitFor({ state: 'detached' });
});

step('closing the log terminal does not touch the run', async () => {
  await window.command('Footplate: Submit Job and Follow Log');
  const row = window.treeRow('Running');
  await row.waitFor({ timeout: 60_000 });
  await window.terminal().getByText('epoch 1/').waitFor();
  await window.command('Terminal: Kill the Active Terminal Instance');
  await window.page.waitForTimeout(1000); // a run that was touched would end now
  await row.waitFor();
});

step('the run outlives the editor', async () => {
  const program = join(project.folder, 'footplate');
  cpSync(window.program(), program);
  const footplate = (...words) =>
    JSON.parse(execFileSync(program, ['-C', project.folder, ...words, '--json'], { timeout: 60_000 }));
  await window.stop();
  const { run } = footplate('show', '@last');
  assert.equal(run.status, 'Running');
  footplate('cancel', run.id);
  const status = () => footplate('show', run.id).run.status;
  await until(() => status() === 'Canceled', 60_000, 'the run is canceled');
});
