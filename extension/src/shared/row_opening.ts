// What a click on a row of a tree does. A command of the row's own with arguments is forgotten by VS Code while the row is drawn anew,
// and a click at that moment does nothing: so the rows of a tree have one command without arguments, which looks at what is selected.
//
//   const opening = new RowOpening(tree, 'footplate.experiments.openRow', row => open(row));
//   item.command = opening.command;
import * as vscode from 'vscode';

/** A tree that is drawn anew as a whole has no rows until the new ones are there. */
const patience = { times: 20, milliseconds: 50 };

export class RowOpening<T> implements vscode.Disposable {
  readonly command: vscode.Command;
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly tree: vscode.TreeView<T>,
    id: string,
    open: (row: T) => unknown,
  ) {
    this.command = { command: id, title: '' };
    this.registration = vscode.commands.registerCommand(id, async () => {
      const row = await this.selected();
      if (row !== undefined) await open(row);
    });
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async selected(): Promise<T | undefined> {
    for (let tries = 0; tries < patience.times && this.tree.selection.length === 0; tries++)
      await new Promise(resolve => setTimeout(resolve, patience.milliseconds));
    return this.tree.selection.at(-1);
  }
}
