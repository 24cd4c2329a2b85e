// The setting names a program that is not there: said at once, in the view too, and put right.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';

// Where a remote window takes the settings from that belong to a machine.
function writeMachineSettings(user, settings) {
  mkdirSync(join(user, 'Machine'), { recursive: true });
  writeFileSync(join(user, 'Machine/settings.json'), JSON.stringify(settings));
}

const { window, step } = scene('no-program', {
  prepare: user => writeMachineSettings(user, { 'footplate.path': '/nowhere/footplate' }),
});

step('a program that is not where the setting says is told at once', async () => {
  await window.open('job.yml');
  await window.toast('footplate.path').waitFor({ timeout: 60_000 });
  await window.activity('Footplate');
  await window.welcome().getByRole('button', { name: 'Restart Server' }).waitFor();
});

step('once the setting is put right, a window that is opened again checks the file', async () => {
  writeMachineSettings(join(window.server.profile, 'u'), {});
  await window.page.reload({ waitUntil: 'domcontentloaded' });
  await window.page.locator('.activitybar .action-item').first().waitFor({ timeout: 60_000 });
  await window.open('job.yml');
  await window.errors().first().waitFor({ timeout: 60_000 });
});
