// The environments of this machine: built, looked at, built again, removed, from the view beside Experiments.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Project } from './project.mjs';
import { story } from './story.mjs';
import { Workbench } from './workbench.mjs';

const project = new Project('training');
const home = mkdtempSync(join(tmpdir(), 'footplate-cache-'));
let window;
const step = story(() => window, 'environments');

function writeConda(name, packages) {
  const lines = [`name: ${name}`, 'dependencies:', '  - python', '  - pip', '  - pip:'];
  const text = [...lines, ...packages.map(one => `      - ${one}`), ''].join('\n');
  writeFileSync(join(project.folder, `${name}.yml`), text);
}

before(
  async () => {
    project.replace('job.yml', 'comand:', 'command:');
    writeConda('small', ['wheel==0.43.0']);
    writeConda('impossible', ['no-such-package-of-footplate==77']);
    window = await Workbench.start({
      vsix: process.env.FOOTPLATE_VSIX,
      folder: project.folder,
      shots: process.env.FOOTPLATE_SHOTS,
      wrapper: ['env', `FOOTPLATE_CACHE_DIR=${home}`],
    });
  },
  { timeout: 150_000 },
);

after(async () => {
  await window?.stop();
  project.remove();
  rmSync(home, { recursive: true, force: true });
});

async function openView() {
  await window.activity('Footplate');
  const header = window.page.locator('.part.sidebar .pane-header').filter({ hasText: /^Environments/ });
  await header.waitFor();
  if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
}

async function menu(row, item) {
  await window.treeRow(row).click({ button: 'right' });
  await window.page.locator('.monaco-menu .action-label').getByText(item, { exact: true }).hover();
  await window.press('Enter'); // a click within the menu's first moment would be taken for the one that opened it
}

step('before anything is built the view says how it comes to be', async () => {
  await window.open('small.yml');
  await window.statusItem('Footplate').waitFor();
  await openView();
  await window.welcome().getByText('No environment is built yet').waitFor({ timeout: 30_000 });
});

step('an environment is built from its file and is in the view with its state and size', async () => {
  await window.editor().click();
  await window.command('Footplate: Build Environment of File…');
  await window
    .treeRow('small')
    .getByText(/ready · .*B/)
    .waitFor({ timeout: 80_000 });
});

step('one that cannot be built says why, and its log opens', async () => {
  await window.open('impossible.yml');
  await window.command('Footplate: Build Environment of File…');
  await window.treeRow('impossible').getByText('failed').waitFor({ timeout: 80_000 });
  await window.toast('no-such-package-of-footplate').waitFor();
  await window.shot('environments-failed');
  await window.treeRow('impossible').hover();
  await window.treeRow('impossible').locator('[aria-label="Open Build Log"]').click();
  await window.page.locator('.tab').filter({ hasText: '.log' }).first().waitFor();
});

step('all that is known of one opens as a text', async () => {
  await menu('small', 'Show Environment');
  await window.page.locator('.tab.active').filter({ hasText: 'small · ' }).waitFor();
  await window.editor().getByText('wheel==0.43.0').first().waitFor();
});

step('what was built elsewhere comes into the view by itself', async () => {
  writeConda('elsewhere', ['wheel==0.42.0']);
  project.environment.FOOTPLATE_CACHE_DIR = home;
  project.footplate(window.program(), 'env', 'build', 'elsewhere.yml');
  await window.treeRow('elsewhere').getByText('ready').waitFor({ timeout: 30_000 });
});

step('an environment is removed after a question; the registry of the project keeps its packages', async () => {
  await menu('elsewhere', 'Remove Environment…');
  const dialog = window.page.locator('.monaco-dialog-box');
  await dialog.getByText('Remove the environment elsewhere').waitFor();
  await dialog.locator('.monaco-button').filter({ hasText: 'Remove' }).first().click();
  await window.treeRow('elsewhere').getByText('in a registry').waitFor();
});

step('the doctor tells what this machine has', async () => {
  await window.command('Footplate: Doctor: What This Machine Has');
  const page = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
  await window.page.locator('.tab').filter({ hasText: 'Doctor' }).first().waitFor();
  await page.getByText('bash').first().waitFor({ timeout: 30_000 });
});
