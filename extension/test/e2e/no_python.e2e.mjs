// A machine without any Python: files are checked, a job that needs one is refused before it starts, with the way out.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scene } from './scene.mjs';

const machine = mkdtempSync(join(tmpdir(), 'footplate-bare-'));

/**
 * The words that start a program where /usr/bin has no Python: a mount namespace of its own, with an overlay over the folder from which
 * they are removed. The machine itself is not changed.
 */
function withoutPython() {
  const [upper, work, home] = ['upper', 'work', 'home'].map(name => join(machine, name));
  for (const folder of [upper, work, home]) mkdirSync(folder);
  const script = [
    `mount -t tmpfs none ${machine}`,
    `mkdir ${upper} ${work} ${home}`,
    `mount -t overlay none -o lowerdir=/usr/bin,upperdir=${upper},workdir=${work} /usr/bin`,
    'rm -f /usr/bin/python* /usr/bin/uv',
    `export HOME=${home} PATH=/usr/bin:/bin; unset PYENV_ROOT VIRTUAL_ENV UV_PYTHON_INSTALL_DIR XDG_CACHE_HOME`,
    'exec "$@"',
  ].join(' && ');
  return ['unshare', '--mount', 'sh', '-c', script, 'sh'];
}

const { project, window, step } = scene('no-python', {
  begin: () => project.repair(),
  wrapper: withoutPython(),
  end: () => rmSync(machine, { recursive: true, force: true }),
});

step('without Python a job fails with a sentence that says what to install', async () => {
  await window.open('job.yml');
  await window.statusItem('Footplate').waitFor();
  await window.command('Footplate: Submit Job');
  await window.toast('no Python was found').waitFor({ timeout: 60_000 });
});

step('without Python files are checked as ever', async () => {
  await window.goToLine(6, 4);
  await window.press('Backspace');
  await window.errors().first().waitFor();
});
