// Which `footplate` program to start: the configured one, else the one in the extension, else one on PATH. Pure but for the
// question whether a file can be run, which is handed in.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

export type Runnable = (file: string) => Promise<boolean>;

export interface Places {
  configured: string;
  bundled: string;
  pathVariable: string;
}

export type Found = { file: string; origin: 'configured' | 'bundled' | 'path' } | { missing: 'configured' | 'all' };

/** A configured program that cannot be run is a mistake to tell, not a reason to take another one. */
export async function findBinary(places: Places, runnable: Runnable = isRunnable): Promise<Found> {
  const configured = expandHome(places.configured.trim());
  if (configured !== '') {
    const usable = isAbsolute(configured) && (await runnable(configured));
    return usable ? { file: configured, origin: 'configured' } : { missing: 'configured' };
  }
  if (await runnable(places.bundled)) return { file: places.bundled, origin: 'bundled' };
  for (const folder of places.pathVariable.split(delimiter)) {
    // A relative entry of PATH would mean a program of whatever folder is open.
    if (!isAbsolute(folder)) continue;
    const file = join(folder, 'footplate');
    if (await runnable(file)) return { file, origin: 'path' };
  }
  return { missing: 'all' };
}

function expandHome(file: string): string {
  return file === '~' || file.startsWith('~/') ? join(homedir(), file.slice(1)) : file;
}

async function isRunnable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
