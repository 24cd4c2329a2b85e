// The environments of this machine: built, looked at, built again, removed, from the view beside Experiments.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scene } from './scene.mjs';

const home = mkdtempSync(join(tmpdir(), 'footplate-cache-'));

function writeConda(name, packages) {
  const lines = [`name: ${name}`, 'dependencies:', '  - python', '  - pip', '  - pip:'];
  const text = [...lines, ...packages.map(one => `      - ${one}`), ''].join('\n');
  writeFileSync(join(project.folder, `${name}.yml`), text);
}

const { project, window, step } = scene('environments', {
  begin: () => {
    project.repair();
    writeConda('small', ['wheel==0.43.0']);
    writeConda('impossible', ['no-such-package-of-footplate==77']);
  },
  wrapper: ['env', `FOOTPLATE_CACHE_DIR=${home}`],
  end: () => rmSync(home, { recursive: true, force: true }),
});

async function openView() {
  await window.activity('Footplate');
  await window.openPane('Environments');
}

step('before anything is built the view says how it comes to be', async () => {
  await window.open('small.yml');
  await window.statusItem('Footplate').waitFor();
  await openView();
  await window.welcome().getByText('No environment is built yet').waitFor({ timeout: 60_000 });
});

step('an environment is built from its file and is in the view with its state and size', async () => {
  await window.editor().click();
  await window.command('Footplate: Build Environment of File…');
  await window
    .treeRow('small')
    .getByText(/ready · .*B/)
    .waitFor({ timeout: 120_000 });
});

step('one that cannot be built says why, and its log opens', async () => {
  await window.open('impossible.yml');
  await window.command('Footplate: Build Environment of File…');
  await Promise.all([
    window.treeRow('impossible').getByText('failed').waitFor({ timeout: 120_000 }),
    window.toast('no-such-package-of-footplate').waitFor({ timeout: 120_000 }), // does not stay for long
  ]);
  await window.shot('environments-failed');
  await window.rowButton(window.treeRow('impossible'), 'Open Build Log');
  await window.page.locator('.tab').filter({ hasText: '.log' }).first().waitFor();
});

step('all that is known of one opens as a text', async () => {
  await window.menu('small', 'Show Environment');
  await window.page.locator('.tab.active').filter({ hasText: 'small · ' }).waitFor();
  await window.editor().getByText('wheel==0.43.0').first().waitFor();
});

step('what was built elsewhere comes into the view by itself', async () => {
  writeConda('elsewhere', ['wheel==0.42.0']);
  project.environment.FOOTPLATE_CACHE_DIR = home;
  project.footplate(window.program(), 'env', 'build', 'elsewhere.yml');
  await window.treeRow('elsewhere').getByText('ready').waitFor({ timeout: 60_000 });
});

step('an environment is removed after a question; the registry of the project keeps its packages', async () => {
  await window.menu('elsewhere', 'Remove Environment…');
  const dialog = window.page.locator('.monaco-dialog-box');
  await dialog.getByText('Remove the environment elsewhere').waitFor();
  await dialog.locator('.monaco-button').filter({ hasText: 'Remove' }).first().click();
  await window.treeRow('elsewhere').getByText('in a registry').waitFor();
});

step('the doctor tells what this machine has', async () => {
  await window.command('Footplate: Doctor: What This Machine Has');
  await window.page.locator('.tab').filter({ hasText: 'Doctor' }).first().waitFor();
  await window.preview('bash');
});
