// Where a job may be sent: the computes of the file's project, `.footplate/compute/<name>.yml`, and this machine.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** `local` first, the others by name. */
export async function computeNames(file: string | undefined): Promise<string[]> {
  const found = file === undefined ? [] : await nearest(dirname(file));
  return ['local', ...found.filter(name => name !== 'local').sort()];
}

async function nearest(start: string): Promise<string[]> {
  for (let folder = start, last = ''; folder !== last; last = folder, folder = dirname(folder)) {
    try {
      const names = await readdir(join(folder, '.footplate', 'compute'));
      return names.flatMap(name => /^(.+)\.ya?ml$/.exec(name)?.[1] ?? []);
    } catch {
      // not here: one folder up
    }
  }
  return [];
}
