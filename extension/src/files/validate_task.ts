// `footplate validate` as a task: every file of the workspace, its remarks in the Problems view.
import * as vscode from 'vscode';
import type { Server } from '../server/server';

const type = 'footplate';

interface Definition extends vscode.TaskDefinition {
  files?: string[];
}

export class ValidateTasks implements vscode.TaskProvider {
  constructor(private readonly server: Server) {}

  provideTasks(): vscode.Task[] {
    return (vscode.workspace.workspaceFolders ?? []).map(folder => this.task({ type }, folder));
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const scope = task.scope;
    const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
    return folder && this.task(task.definition, folder);
  }

  private task(definition: Definition, folder: vscode.WorkspaceFolder): vscode.Task {
    const program = this.server.program === '' ? 'footplate' : this.server.program;
    const run = new vscode.ProcessExecution(program, ['validate', ...(definition.files ?? ['.'])], {
      cwd: folder.uri.fsPath,
      env: { NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
    });
    const task = new vscode.Task(definition, folder, 'validate', 'footplate', run, '$footplate');
    task.group = vscode.TaskGroup.Build;
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, clear: true };
    return task;
  }
}
