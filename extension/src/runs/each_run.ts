// A command about runs: those of the menu it was called from, else one that the person picks, one after another.
import type { Action, Parts } from '../parts';
import type { Run } from '../server/protocol';
import { anyRun, chosenRuns } from '../submit/targets';

export function eachRun(
  parts: Parts,
  action: (parts: Parts, run: Run) => unknown,
  wanted: (run: Run) => boolean = anyRun,
): Action {
  return async (target, selected) => {
    for (const run of await chosenRuns(parts.view, target, selected, wanted)) await action(parts, run);
  };
}
