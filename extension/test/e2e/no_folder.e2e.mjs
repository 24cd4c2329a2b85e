// VS Code opened on nothing: what a person sees first, and what works all the same.
import assert from 'node:assert/strict';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const { window, step } = scene('no-folder', {
  project: false,
});

step('without a folder the Experiments view says how to begin', async () => {
  await window.activity('Footplate');
  await window.welcome().getByText('Open a folder with your training code').waitFor();
  await window.welcome().getByRole('button', { name: 'Open Folder' }).waitFor();
});

step('a new file from a template opens without a folder to put it in, and is checked', async () => {
  await window.command('Footplate: New Run File…', true);
  await window.pickerRows().filter({ hasText: 'ommand' }).first().click();
  await window.page.locator('.tab').filter({ hasText: 'Untitled' }).first().waitFor();
  await window.statusItem('Footplate').waitFor();
  await window.editorShows(/type: command|command:/);
  await window.press('Control+Home');
  await window.type('comand: x\n');
  await window.errors().first().waitFor({ timeout: 60_000 });
});

step('a file that was never saved is not submitted: a word says what to do', async () => {
  await window.command('Footplate: Submit Job');
  await window.toast('Open a saved job file first.').waitFor();
});

step('the page of the extension has no broken picture and leads to those of the walkthrough', async () => {
  const page = await window.extensionPage('Footplate', 'Footplate reads the job files');
  await page.getByText('Open Walkthrough').waitFor();
  assert.equal(await page.locator('img:visible').count(), 0); // VS Code shows none from inside a package
});

step('the walkthrough shows what it tells of', async () => {
  await window.command('Welcome: Open Walkthrough...', true);
  await window.choose('Footplate');
  const guide = window.page.locator('.gettingStartedContainer');
  for (const step of ['run', 'look', 'compare']) {
    await guide.locator(`[data-step-id$="#start#${step}"]`).first().click();
    const picture = guide.locator('.getting-started-media img').first();
    await until(() => picture.evaluate(image => image.naturalWidth > 500), 60_000, `the picture of '${step}'`);
    await window.shot(`no-folder-walkthrough-${step}`);
  }
});

step('a button of the walkthrough does its step, and the walkthrough stays open for the next one', async () => {
  const guide = window.page.locator('.gettingStartedContainer');
  await guide.locator('[data-step-id$="#start#write"]').first().click();
  await guide.getByRole('button', { name: 'New Run File' }).click();
  await window.pickerRows().filter({ hasText: 'conda.yml' }).first().click();
  await window.editorShows(/dependencies:/);
  await window.page.locator('.tab').filter({ hasText: 'Welcome' }).first().waitFor();
});

step('the table of runs is empty and says so', async () => {
  await window.command('Footplate: Open Runs Table');
  const page = await window.webview('No runs yet.');
  assert.deepEqual(await window.accessibilityProblems(page), []);
});
