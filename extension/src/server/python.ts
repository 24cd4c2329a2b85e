// Which Python jobs run on: the setting, else the one chosen in an extension for Python.
import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { Throttle } from '../shared/throttle';
import { pythonExtensions, pythonSourceOf, type PythonSource } from './python_extensions';

/** Asks the extensions that are there; `changed` is called when an answer is another one. */
export class ChosenPython implements vscode.Disposable {
  /** By the extension's id. */
  private readonly sources = new Map<string, PythonSource>();
  /** By folder; '' for a window without one. */
  private chosen: Record<string, string> = {};
  private readonly throttle = new Throttle(50, () => this.ask());
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly changed: () => void) {
    const look = (): void => void this.look();
    this.disposables = [
      vscode.extensions.onDidChange(look),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        changed();
        this.throttle.ask();
      }),
    ];
  }

  /** Call once the window has started: nothing waits for other extensions. Nothing is asked in a restricted workspace. */
  async look(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    for (const id of pythonExtensions) {
      const source = this.sources.has(id) ? undefined : await pythonSourceOf(id);
      if (!source || this.sources.has(id)) continue;
      this.sources.set(id, source);
      this.disposables.push(
        source.onDidChange(() => {
          this.throttle.ask();
        }),
      );
    }
    if (this.sources.size > 0) this.throttle.ask();
  }

  /** Of the window's first folder, or of the one given; '' lets Footplate find one by itself. */
  path(folder = vscode.workspace.workspaceFolders?.[0]): string {
    const set = vscode.workspace.getConfiguration('footplate').get<string>('python', '').trim();
    return set === '' ? (this.chosen[folder?.uri.fsPath ?? ''] ?? '') : set;
  }

  /** By the paths of the window's folders: what people choose there is each folder's own. */
  ofFolders(): Record<string, string> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return Object.fromEntries(folders.map(folder => [folder.uri.fsPath, this.path(folder)]));
  }

  dispose(): void {
    this.throttle.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async ask(): Promise<void> {
    const scopes = vscode.workspace.workspaceFolders?.map(folder => folder.uri) ?? [undefined];
    const answers = scopes.map(async scope => [scope?.fsPath ?? '', await this.interpreter(scope)] as const);
    const before = JSON.stringify(this.chosen);
    this.chosen = Object.fromEntries(await Promise.all(answers));
    if (JSON.stringify(this.chosen) !== before) this.changed();
  }

  /** Of the first that names one; they say 'python' while they have found none. */
  private async interpreter(scope: vscode.Uri | undefined): Promise<string> {
    for (const id of pythonExtensions) {
      const path = await this.sources
        .get(id)
        ?.interpreter(scope)
        .catch(() => '');
      if (path !== undefined && isAbsolute(path)) return path;
    }
    return '';
  }
}
