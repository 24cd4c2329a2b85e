// The surroundings of one file of steps: a window of VS Code and, mostly, a project of its own in it. Both are there from the first
// step on and are put away after the last.
//
//   const { project, window, step } = scene('snapshot', { begin: () => project.repair() });
//   step('what a person does', async () => { … });
import { after, before } from 'node:test';
import { Project } from './project.mjs';
import { story } from './story.mjs';
import { pause } from './waiting.mjs';
import { Workbench } from './workbench.mjs';

/**
 * `begin` runs before the window opens, `ready` in it before the first step, `end` after all. `project: false`: an empty window. `folder()`:
 * what is opened in place of the project's folder. What else is given is Workbench.start's.
 */
export function scene(name, { project = true, begin, ready, end, ...options } = {}) {
  const own = project === true ? new Project('training') : project || undefined;
  const window = new Workbench();
  before(
    async () => {
      await pause(0); // the runner calls this before `scene` has returned
      await begin?.();
      const folder = options.folder?.() ?? own?.folder;
      await window.start({ ...options, folder });
      await ready?.();
    },
    { timeout: 500_000 },
  );
  after(async () => {
    const program = await window.close();
    own?.remove(program);
    await end?.(program);
    await window.stop();
  });
  return { project: own, window, step: story(window, name) };
}
