// The database of the runs is damaged: the person is told, the file is kept, the runs come back from their folders.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const { project, window, step } = scene('broken-store', {
  begin: () => project.repair(),
  ready: () => project.footplate(window.program(), 'submit', 'job.yml', '--tail'),
});
const store = join(project.folder, '.footplate');

step('a run is in the tree before the damage', async () => {
  await window.activity('Footplate');
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
});

step('a damaged database is set aside, and the run comes back from its folder', async () => {
  for (const name of readdirSync(store)) {
    if (name.startsWith('footplate.db')) writeFileSync(join(store, name), 'no database '.repeat(1000));
  }
  const toast = window.toast('the run database was damaged and is kept as');
  const told = toast.getByText('Show Log').waitFor({ timeout: 120_000 }); // with a button VS Code shows all of it
  told.catch(() => {}); // awaited below
  await window.command('Footplate: Restart Server');
  await window.command('Footplate: Refresh Experiments');
  await told;
  await window.treeRow('first light').getByText('Completed').waitFor();
  const aside = () => readdirSync(store).filter(name => /footplate\.db.*(damaged|broken|backup)/.test(name));
  await until(() => aside().length > 0, 60_000, `the damaged file is kept among ${readdirSync(store).join()}`);
});

step('after the repair a job is submitted as before', async () => {
  await window.open('job.yml');
  await window.command('Footplate: Submit Job');
  await until(
    async () => (await window.page.locator('.part.sidebar').getByText('first light').count()) >= 2,
    60_000,
    'a second run',
  );
});

step('the folder of the runs is deleted: the tree is empty, and the next job makes it anew', async () => {
  project.footplate(window.program(), 'cancel', '--all');
  rmSync(store, { recursive: true, force: true, maxRetries: 5 });
  await window.welcome().getByText('No runs yet').waitFor({ timeout: 60_000 });
  await window.command('Footplate: Submit Job');
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
});
