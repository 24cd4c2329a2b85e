// The language server dies while a run goes: the run, its log and the tree go on as if nothing had been.
import assert from 'node:assert/strict';
import { scene } from './scene.mjs';
import { pause, until } from './waiting.mjs';

const { project, window, step } = scene('survival', {
  begin: () => {
    project.repair();
    project.replace('job.yml', 'epochs: 4', 'epochs: 30');
  },
});

step('a run of some seconds is followed in a terminal', async () => {
  await window.open('job.yml');
  await window.command('Footplate: Submit Job and Follow Log');
  await window.terminal().getByText('epoch 2/30').first().waitFor({ timeout: 60_000 });
  await window.activity('Footplate');
  await window.treeRow('Running').waitFor();
});

step('the server is killed: the log goes on, no line is missing and none comes twice', async () => {
  await window.killLanguageServer();
  await window.terminal().getByText('training finished').waitFor({ timeout: 60_000 });
  const text = (await window.terminal().innerText()).replaceAll('\u00a0', ' ');
  const epochs = [...text.matchAll(/epoch (\d+)\/30/g)].map(match => Number(match[1]));
  // The terminal shows the last screenful: whatever is in it counts up by one.
  assert.ok(epochs.length > 5, text);
  epochs.forEach((epoch, index) => assert.equal(epoch, epochs[0] + index));
});

step('the tree hears the end of the run from the new server, without a word about the old one', async () => {
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
  assert.equal(await window.page.locator('.notification-toast').count(), 0);
});

step('a restart that is asked for while the next start is being waited for leaves one server and no word', async () => {
  for (const moment of [0, 300, 1000]) {
    const pid = await window.languageServer();
    process.kill(Number(pid), 'SIGKILL');
    await pause(moment);
    await window.command('Footplate: Restart Server');
    await until(async () => (await window.languageServer()) !== pid, 60_000, 'a new server');
    await window.command('Footplate: Refresh Experiments');
    await window.treeRow('first light').getByText('Completed').waitFor();
  }
  await pause(2000); // longer than any wait that was broken off
  assert.equal(window.languageServers().length, 1);
  assert.equal(await window.page.locator('.notification-toast').count(), 0);
});

step('the page of the run is filled by the new server, and again by the next one', async () => {
  await window.treeRow('first light').click();
  const page = await window.webview('first light');
  await page.locator('.plot canvas').first().waitFor();
  await window.killLanguageServer();
  await page.getByLabel('logarithmic').check();
  await window.command('Footplate: Refresh Experiments');
  await window.treeRow('first light').getByText('Completed').waitFor();
});
