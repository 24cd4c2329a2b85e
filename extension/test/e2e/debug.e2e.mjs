// A job under the debugger: a breakpoint in the person's file stops the run, though it works on a copy of the code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addExtension } from './extensions.mjs';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const fourthEpoch = 16;

const { project, window, step } = scene('debug', {
  begin: () => project.repair(),
});

step('without a debugger of Python the window says which extension is needed, and nothing is submitted', async () => {
  await window.open('job.yml');
  await window.statusItem('Footplate').waitFor();
  await window.command('Footplate: Debug Job');
  await window.toast('Python Debugger (ms-python.debugpy)').getByText('Find Extension').waitFor();
  await window.activity('Footplate');
  await window.welcome().getByText('No runs yet').waitFor();
});

step('above a job that starts a Python there is a lens to debug it', async () => {
  await window.stop();
  await window.start({ folder: project.folder, prepare: user => addExtension(user, 'debugger') });
  await window.open('train.py');
  await window.goToLine(fourthEpoch);
  await window.press('F9');
  await window.open('job.yml');
  await window
    .editor()
    .locator('.codelens-decoration')
    .getByText('Debug', { exact: true })
    .waitFor({ timeout: 60_000 });
});

step('the lenses go and come with their setting, in the window as it is', async () => {
  const lenses = window.editor().locator('.codelens-decoration');
  const settings = join(project.folder, '.vscode/settings.json');
  mkdirSync(join(project.folder, '.vscode'));
  writeFileSync(settings, '{"footplate.codeLens": false}');
  await until(async () => (await lenses.count()) === 0, 60_000, 'no lens');
  writeFileSync(settings, '{}');
  await window.lensShows('Dry run');
});

step('in the title of its editor are buttons to run and to debug it, though it is plain YAML', async () => {
  await window.statusItem('YAML').waitFor();
  const title = window.page.locator('.editor-group-container.active .editor-actions');
  await title.locator('[aria-label^="Submit Job and Follow Log"], [aria-label^="Run or Debug"]').first().waitFor();
  await window.open('train.py');
  await title.locator('[aria-label^="Submit Job and Follow Log"]').waitFor({ state: 'detached' });
  await window.open('job.yml');
});

step('who cancels the wait for the Python has no run left behind that waits for ever', async () => {
  project.replace('job.yml', 'command: python', 'command: sleep 600; python');
  await window.editor().getByText('sleep').first().waitFor();
  await window.lens('Debug');
  const waiting = window.toast('Waiting for the Python of the job');
  await waiting.waitFor({ timeout: 60_000 });
  await window.activity('Footplate');
  await window
    .treeRow('first light')
    .getByText(/Preparing|Running/)
    .waitFor({ timeout: 60_000 });
  await waiting.hover();
  await waiting.getByText('Cancel', { exact: true }).click();
  await window.treeRow('Canceled').waitFor({ timeout: 60_000 });
  await waiting.waitFor({ state: 'detached' });
  project.replace('job.yml', 'sleep 600; python', 'python');
  await window.editor().getByText('sleep').first().waitFor({ state: 'detached' });
});

step('a breakpoint stops the job in the file that the person wrote', async () => {
  await window.lens('Debug');
  await window.page.locator('.debug-toolbar').waitFor({ timeout: 80_000 });
  await window.page.locator('.tab.active').filter({ hasText: 'train.py' }).waitFor({ timeout: 60_000 });
  await window.editor().locator('.codicon-debug-stackframe').first().waitFor();
  await window.statusItem(`Ln ${fourthEpoch}, Col`).waitFor();
});

step('it goes on when told to, and the run completes', async () => {
  await window.command('Remove All Breakpoints');
  await window.page.locator('.editor-instance .codicon-debug-breakpoint').first().waitFor({ state: 'detached' });
  await window.press('F5');
  await window.activity('Footplate');
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
});
