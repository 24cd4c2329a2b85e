// The setting names a program that is not there: said at once, in the view too, and put right without a reload.
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Project } from './project.mjs';
import { story } from './story.mjs';
import { pause, until } from './waiting.mjs';
import { Workbench } from './workbench.mjs';

const project = new Project('training');
let window;
const step = story(() => window, 'no-program');

before(
  async () => {
    window = await Workbench.start({
      vsix: process.env.FOOTPLATE_VSIX,
      folder: project.folder,
      shots: process.env.FOOTPLATE_SHOTS,
      settings: { 'footplate.path': '/nowhere/footplate' },
    });
  },
  { timeout: 150_000 },
);

after(async () => {
  await window?.stop();
  project.remove();
});

step('a program that is not where the setting says is told at once', async () => {
  await window.open('job.yml');
  await window.toast('footplate.path').waitFor({ timeout: 30_000 });
  await window.activity('Footplate');
  await window.welcome().getByRole('button', { name: 'Restart Server' }).waitFor();
});

step('once the setting is put right the server starts by itself, and the file is checked', async () => {
  const settings = join(window.server.profile, 'u/User/settings.json');
  const right = readFileSync(settings, 'utf8').replace('/nowhere/footplate', '');
  // VS Code may miss one change of the file on a busy machine: it is saved again until it is heard.
  let blanks = '';
  const isChecked = async () => {
    writeFileSync(settings, right + (blanks += '\n'));
    await pause(1000);
    return (await window.errors().count()) > 0;
  };
  await until(isChecked, 60_000, 'the file is checked');
});
