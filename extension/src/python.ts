// Which Python jobs run on: the setting, else the one chosen in the Python extension.
import * as vscode from 'vscode';

interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function pythonApi(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  // Not started on our account: where it is not active, nobody has chosen yet.
  return extension?.isActive === true ? extension.exports : undefined;
}

/** '' lets Footplate find one by itself. */
export async function chosenPython(): Promise<string> {
  const set = vscode.workspace.getConfiguration('footplate').get<string>('python', '').trim();
  if (set !== '') return set;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return (await pythonApi())?.environments?.getActiveEnvironmentPath(folder).path ?? '';
}

export async function onPythonChange(changed: () => void): Promise<vscode.Disposable | undefined> {
  return (await pythonApi())?.environments?.onDidChangeActiveEnvironmentPath(changed);
}
