// "Copy as Command": whatever is looked at in this window can be said to a shell.
import * as vscode from 'vscode';
import { commandLine, listCommand, rowCommand, runCommandsOf } from '../shared/cli_words';
import type { Row } from '../lists/list_view';
import type { Action, Parts } from '../parts';
import type { Run } from '../server/protocol';
import { isActive, title } from './run_format';
import type { Node } from './tree_nodes';
import { chosenRuns, fileOf } from '../submit/targets';
import { withoutIcons } from '../shared/icons';

export function copyCommands(parts: Parts): Record<string, Action> {
  const { view } = parts;
  return {
    copyCommand: async (target, selected) => {
      if (isExperiment(target)) return copy(listCommand({ experiment: target.experiment.name }));
      await copyRunCommand(await chosenRuns(view, target, selected));
    },
    copyListCommand: target => {
      const { filter, sort, ascending, archived } = (target as Partial<typeof view.look> | undefined) ?? view.look;
      return copy(
        listCommand({
          ...(filter !== undefined && { where: filter }),
          ...(sort !== undefined && { sort }),
          ...(ascending !== undefined && { ascending }),
          ...(archived !== undefined && { archived }),
        }),
      );
    },
    copyRowCommand: target => {
      const row = target as Row | undefined;
      const command = row?.subject && rowCommand(row.subject);
      return command === undefined ? undefined : copy(command);
    },
    copySubmitCommand: target => copySubmitCommand(fileOf(target)),
  };
}

function isExperiment(target: unknown): target is Extract<Node, { experiment: unknown }> {
  return typeof target === 'object' && target !== null && 'experiment' in target;
}

async function copy(command: string): Promise<void> {
  await vscode.env.clipboard.writeText(command);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', command), 5000);
}

/** One of the things that can be done with them; the first is what most want. */
async function copyRunCommand(runs: readonly Run[]): Promise<void> {
  if (runs.length === 0) return;
  const placeHolder = vscode.l10n.t('Choose the command to copy');
  const items = runCommandsOf(runs, runs.every(isActive)).map(text => ({
    label: withoutIcons(text.replaceAll('\n', '; ')),
    text,
  }));
  const choice = await vscode.window.showQuickPick(items, { title: runs.map(title).join(', '), placeHolder });
  if (choice) await copy(choice.text);
}

async function copySubmitCommand(uri: vscode.Uri | undefined): Promise<void> {
  if (uri) await copy(commandLine('submit', vscode.workspace.asRelativePath(uri, false), '--tail'));
}
