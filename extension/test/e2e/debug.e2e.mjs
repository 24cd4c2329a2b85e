// A job under the debugger: a breakpoint in the person's file stops the run, though it works on a copy of the code.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Project } from './project.mjs';
import { story } from './story.mjs';
import { Workbench } from './workbench.mjs';

const project = new Project('training');
const fourthEpoch = 16;
let window;
const step = story(() => window, 'debug');

/** Puts an unpacked extension beside the installed ones. */
function addExtension(user, name) {
  const extensions = join(user, '../e');
  const relativeLocation = `footplate-test.${name}-1.0.0`;
  const path = join(extensions, relativeLocation);
  cpSync(join(import.meta.dirname, name), path, { recursive: true });
  const index = join(extensions, 'extensions.json');
  const location = { $mid: 1, path, scheme: 'file' };
  const entry = { identifier: { id: `footplate-test.${name}` }, version: '1.0.0', location, relativeLocation };
  writeFileSync(index, JSON.stringify([...JSON.parse(readFileSync(index, 'utf8')), entry]));
}

async function start(prepare) {
  window = await Workbench.start({
    vsix: process.env.FOOTPLATE_VSIX,
    folder: project.folder,
    shots: process.env.FOOTPLATE_SHOTS,
    prepare,
  });
}

before(
  async () => {
    project.replace('job.yml', 'comand:', 'command:');
    await start();
  },
  { timeout: 150_000 },
);

after(async () => {
  await window?.stop();
  project.remove();
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
  await start(user => addExtension(user, 'debugger'));
  await window.open('train.py');
  await window.goToLine(fourthEpoch);
  await window.press('F9');
  await window.open('job.yml');
  await window
    .editor()
    .locator('.codelens-decoration')
    .getByText('Debug', { exact: true })
    .waitFor({ timeout: 30_000 });
});

step('a breakpoint stops the job in the file that the person wrote', async () => {
  await window.editor().locator('.codelens-decoration').getByText('Debug', { exact: true }).click();
  await window.page.locator('.debug-toolbar').waitFor({ timeout: 80_000 });
  await window.page.locator('.tab.active').filter({ hasText: 'train.py' }).waitFor({ timeout: 60_000 });
  await window.editor().locator('.codicon-debug-stackframe').first().waitFor();
  await window.statusItem(`Ln ${fourthEpoch}, Col`).waitFor();
});

step('it goes on when told to, and the run completes', async () => {
  await window.press('F9', 'F5');
  await window.activity('Footplate');
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
});
