// Which Python jobs run on: the setting, else the one chosen in the Python extension.
import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';

interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

/** Asks the Python extension, where there is one; `changed` is called when its answer may be another one. */
export class ChosenPython implements vscode.Disposable {
  private api: PythonApi['environments'];
  private heard: vscode.Disposable | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly changed: () => void) {
    const look = (): void => void this.look();
    this.disposables = [
      vscode.extensions.onDidChange(look),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      vscode.workspace.onDidChangeWorkspaceFolders(changed),
    ];
  }

  /** Call once the window has started: nothing waits for the other extension. Nothing is asked in a restricted workspace. */
  async look(): Promise<void> {
    const extension = vscode.extensions.getExtension<PythonApi | undefined>('ms-python.python');
    if (this.heard || !extension || !vscode.workspace.isTrusted) return;
    try {
      this.api = (await extension.activate())?.environments;
    } catch {
      return; // it says itself what it lacks
    }
    this.heard = this.api?.onDidChangeActiveEnvironmentPath(this.changed);
    if (Object.values(this.ofFolders()).some(path => path !== '')) this.changed();
  }

  /** Of the window's first folder, or of the one given; '' lets Footplate find one by itself. */
  path(folder = vscode.workspace.workspaceFolders?.[0]): string {
    const set = vscode.workspace.getConfiguration('footplate').get<string>('python', '').trim();
    if (set !== '') return set;
    const path = this.api?.getActiveEnvironmentPath(folder?.uri).path ?? '';
    return isAbsolute(path) ? path : ''; // it says 'python' while it has found none
  }

  /** By the paths of the window's folders: what people choose there is each folder's own. */
  ofFolders(): Record<string, string> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return Object.fromEntries(folders.map(folder => [folder.uri.fsPath, this.path(folder)]));
  }

  dispose(): void {
    this.heard?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}
