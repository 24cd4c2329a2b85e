// A workspace whose author is not trusted: files are checked, nothing is run, and nothing but the user's word changes that.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { scene } from './scene.mjs';

const { project, window, step } = scene('restricted', {
  settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
});

step('a restricted workspace is checked, offers no way to run, and makes nothing', async () => {
  await window.open('job.yml');
  await window.errors().first().waitFor({ timeout: 60_000 });
  await window.commandOffered('Footplate: Refresh', 'Refresh Experiments');
  const toRun = await window.offeredCommands('Footplate: Submit');
  assert.ok(!toRun.some(name => name.includes('Submit')), toRun.join());
  await window.activity('Footplate');
  await window.welcome().getByText('restricted').waitFor();
  assert.deepEqual(readdirSync(project.folder).sort(), ['job.yml', 'src', 'train.runconfig']);
});

step('a v1 run configuration has a language of its own, its colours and its checks', async () => {
  await window.open('train.runconfig');
  await window.statusItem('Azure ML run configuration').waitFor();
  await window.errors().first().waitFor();
  await window.hover('Pithon', "did you mean 'Python'?");
  await window.shot('restricted-runconfig');
  await window.dismissHover();
  assert.equal(await window.editor().locator('.codelens-decoration').count(), 0);
});

step('runs that are there are looked at, and no row or page acts without trust', async () => {
  project.repair();
  project.footplate(window.program(), 'submit', 'job.yml', '--tail');
  await window.command('Footplate: Refresh Experiments');
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
  await window.openMenu('first light', 'Open Log');
  const menu = window.page.locator('.monaco-menu').first();
  for (const verb of ['Run Again', 'Rename Run', 'Archive Run', 'Delete Run'])
    assert.equal(await menu.getByText(verb).count(), 0, verb);
  await window.press('Escape');
  await window.treeRow('first light').click();
  const page = await window.webview('first light');
  await page.getByRole('log').getByText('training finished').waitFor();
  await page.getByRole('button', { name: /^Run Again/ }).click();
  await window.toast('Jobs are not run in a restricted workspace.').waitFor();
});

step('a view that would start programs says why it does not', async () => {
  await window.openPane('Environments');
  await window.welcome().getByText('This workspace is restricted').first().waitFor();
});

step('once trusted, the same window offers to run', async () => {
  await window.command('Workspaces: Manage Workspace Trust');
  await window.page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).first().click();
  await window.page.locator('.workspace-trust-header').getByText('You trust this folder').waitFor();
  await window.open('job.yml');
  await window.commandOffered('Footplate: Submit', 'Submit Job');
  await window.editor().locator('.codelens-decoration').getByText('Run', { exact: true }).waitFor();
});
