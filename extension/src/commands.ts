// The palette's and the menus' commands: one table. Each finds out what it is about, makes one call to the server and shows the
// answer; what goes wrong is told.
import * as vscode from 'vscode';
import { copyCommands } from './runs/copy_commands';
import { debugCommands } from './submit/debug_commands';
import { diffCommands } from './code/diff_commands';
import { environmentCommands } from './lists/environment_commands';
import { fileCommands } from './files/file_commands';
import { listCommands } from './lists/list_commands';
import type { Action, Parts } from './parts';
import { runCommands } from './runs/run_commands';
import { tellError } from './shared/errors';
import { snapshotCommands } from './code/snapshot_commands';
import { submitCommands } from './submit/submit_commands';
import { viewCommands } from './runs/view_commands';
import { wordCommands } from './runs/word_commands';

function commandTable(parts: Parts): Record<string, Action> {
  return {
    ...submitCommands(parts),
    ...runCommands(parts),
    ...wordCommands(parts),
    ...fileCommands(parts),
    ...viewCommands(parts),
    ...listCommands(parts),
    ...environmentCommands(parts),
    ...debugCommands(parts),
    ...diffCommands(parts),
    ...copyCommands(parts),
    ...snapshotCommands(parts),
  };
}

export function registerCommands(parts: Parts): vscode.Disposable {
  const registered = Object.entries(commandTable(parts)).map(([name, run]) =>
    vscode.commands.registerCommand(`footplate.${name}`, async (target?: unknown, selected?: unknown) => {
      try {
        await run(target, selected);
      } catch (error) {
        void tellError(error);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
