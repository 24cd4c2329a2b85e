// Which Python jobs run on: the setting, else the one chosen in the Python extension.
import * as vscode from 'vscode';

interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

function pythonApi(): PythonApi | undefined {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  // Not started on our account: where it is not active, nobody has chosen yet.
  return extension?.isActive === true ? extension.exports : undefined;
}

/** '' lets Footplate find one by itself. */
export function chosenPython(): string {
  const set = vscode.workspace.getConfiguration('footplate').get<string>('python', '').trim();
  if (set !== '') return set;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return pythonApi()?.environments?.getActiveEnvironmentPath(folder).path ?? '';
}

export function onPythonChange(changed: () => void): vscode.Disposable | undefined {
  return pythonApi()?.environments?.onDidChangeActiveEnvironmentPath(changed);
}
