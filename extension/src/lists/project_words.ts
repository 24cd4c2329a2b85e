// Rows of a window with several projects: two may have a compute or an asset of one name. Pure.
import { basename } from 'node:path';

interface Owned {
  /** The root of its project, where there are several. */
  project?: string;
}

/** A row's id, another in each project. */
export function idIn({ project }: Owned, id: string): string {
  return project === undefined ? id : `${project}#${id}`;
}

/** A row's description with the project's folder. */
export function ofProject({ project }: Owned, description: string): string {
  return [project === undefined ? '' : basename(project), description].filter(part => part !== '').join(' · ');
}
