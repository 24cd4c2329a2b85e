// Where a run's files are on disk: `.footplate/runs/<id>` of the nearest folder at or above one of the places this window
// looks from: its workspace folders, the folders of the files it submitted, projects it was told of.
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface RunPlace {
  root: string;
  folder: string;
}

export class RunPlaces {
  private readonly elsewhere = new Set<string>();
  private readonly ours = new Set<string>();

  constructor(private readonly workspaceFolders: () => string[]) {}

  noteSubmitted(file: string, run: string): void {
    this.elsewhere.add(dirname(file));
    this.noteOurs(run);
  }

  /** Runs of another project, whose folder is not in this window. */
  noteProject(root: string): void {
    this.elsewhere.add(root);
  }

  /** Also of a run that was begun from another one, without a file. */
  noteOurs(run: string): void {
    this.ours.add(run);
  }

  /** Whether this window submitted the run. */
  isOurs(run: string): boolean {
    return this.ours.has(run);
  }

  /** The root of the run's project, else the window's first folder. */
  async root(id: string): Promise<string> {
    return (await this.find(id))?.root ?? this.workspaceFolders()[0] ?? '.';
  }

  async find(id: string): Promise<RunPlace | undefined> {
    const seen = new Set<string>();
    for (const start of [...this.workspaceFolders(), ...this.elsewhere]) {
      for (let root = start; !seen.has(root); root = dirname(root)) {
        seen.add(root);
        const folder = join(root, '.footplate', 'runs', id);
        if (await isFolder(folder)) return { root, folder };
      }
    }
    return undefined;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
