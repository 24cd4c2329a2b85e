// Words about runs that have ended: only where they would be missed, and only in the window that submitted.
import assert from 'node:assert/strict';
import { scene } from './scene.mjs';

let other;
const { project, window, step } = scene('notices', {
  begin: () => {
    project.repair();
    project.replace('job.yml', 'epochs: 4', 'epochs: 8');
  },
  ready: async () => {
    other = await window.another(project.folder);
  },
  settings: { 'footplate.notifyAfterSeconds': 1 },
});

const toasts = one => one.page.locator('.notification-toast').allInnerTexts();

step('a run that ends while the person looks at the window is no news', async () => {
  await window.open('job.yml');
  await window.activity('Footplate');
  await window.command('Footplate: Submit Job');
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
  assert.deepEqual(await toasts(window), []);
});

step('one that ends while the person is elsewhere is told, in the window that submitted it', async () => {
  await other.activity('Footplate');
  project.replace('job.yml', 'first light', 'second light');
  await window.editorShows(/second light/);
  await window.command('Footplate: Submit Job');
  await window.treeRow('second light').getByText('Running').waitFor({ timeout: 60_000 });
  await window.lookAway();
  await other.lookAway();
  await window.toast('second light: Completed').waitFor({ timeout: 60_000 });
  await other.treeRow('second light').getByText('Completed').waitFor({ timeout: 60_000 });
  assert.deepEqual(await toasts(other), []);
});

step('its notice leads to the page of the run', async () => {
  await window.lookBack();
  await window.toast('second light: Completed').getByText('Open Run').click();
  const page = await window.webview('second light');
  await page.locator('.plot').first().waitFor();
});

step('the same folder in two windows: a run deleted in one is gone in the other', async () => {
  await other.lookBack();
  await other.menu('second light', 'Delete Run…');
  await other.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: 'Delete' }).first().click();
  await other.treeRow('second light').waitFor({ state: 'detached' });
  await window.treeRow('second light').waitFor({ state: 'detached', timeout: 60_000 });
  const page = await window.webview('second light');
  await page.getByText('This run has been deleted.').waitFor();
});
