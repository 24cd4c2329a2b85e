// The interpreter that a person chose in the Python extension is the one that jobs run on, as long as no setting says otherwise.
import assert from 'node:assert/strict';
import { addExtension } from './extensions.mjs';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const { project, window, step } = scene('python-choice', {
  begin: () => {
    const look = `import importlib.util as all; print("mine" if all.find_spec("only_mine") else "another")`;
    project.replace('job.yml', /comand: .*/, `command: python -c '${look}'`);
    project.replace('job.yml', /inputs:[^]*/, '');
  },
  prepare: user => addExtension(user, 'python'),
});

async function pythonOfNewRun(name) {
  project.replace('job.yml', /display_name: .*/, `display_name: ${name}`);
  await window.editorShows(new RegExp(`^display_name: ${name}$`, 'm')); // what the editor shows is what is submitted
  await window.command('Footplate: Submit Job and Follow Log');
  await window.treeRow(name).getByText('Completed').waitFor({ timeout: 60_000 });
  await window.terminal().getByText('End of the log').waitFor();
  return /^(mine|another)\s*$/m.exec((await window.terminal().innerText()).replaceAll('\u00a0', ' '))?.[1];
}

step('while none was chosen a job runs on the Python that Footplate finds', async () => {
  await window.open('job.yml');
  await window.activity('Footplate');
  await window.statusItem('Footplate · local').waitFor({ timeout: 60_000 });
  assert.equal(await pythonOfNewRun('as found'), 'another');
  await window.lensShows('last run: Completed');
});

step('one that is chosen while the window is open is taken by the next run', async () => {
  project.choosePython();
  let runs = 0;
  // The extension of the tests looks ten times a second, and a busy window hears of it later still.
  await until(
    async () => (await pythonOfNewRun(`as chosen ${++runs}`)) === 'mine',
    150_000,
    'a run on the chosen Python',
  );
});
