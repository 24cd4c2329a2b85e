// The extensions that know which Python a person chose: Python Environments and, where that has no answer, Python.
import * as vscode from 'vscode';

/** What is used of an extension's answer to `activate`. */
export interface PythonSource {
  /** The interpreter for a folder; '' or a bare name while none is known. */
  interpreter(folder: vscode.Uri | undefined): Promise<string>;
  readonly onDidChange: vscode.Event<unknown>;
}

interface EnvironmentsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<{ execInfo?: { run?: { executable?: string } } } | undefined>;
  onDidChangeEnvironment: vscode.Event<unknown>;
}

interface PythonApi {
  environments?: {
    /** The path of an interpreter, or of the folder of an environment. */
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    resolveEnvironment?(path: string): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

const makers: [string, (api: unknown) => PythonSource | undefined][] = [
  ['ms-python.vscode-python-envs', api => environmentsSource(api as Partial<EnvironmentsApi> | undefined)],
  ['ms-python.python', api => pythonSource(api as PythonApi | undefined)],
];

export const pythonExtensions = makers.map(([id]) => id);

/** Undefined where the extension is not there, cannot be used or has no such interface; it says itself what it lacks. */
export async function pythonSourceOf(id: string): Promise<PythonSource | undefined> {
  const make = makers.find(([known]) => known === id)?.[1];
  try {
    return make?.(await vscode.extensions.getExtension<unknown>(id)?.activate());
  } catch {
    return undefined;
  }
}

function environmentsSource(api: Partial<EnvironmentsApi> | undefined): PythonSource | undefined {
  const { getEnvironment, onDidChangeEnvironment } = api ?? {};
  if (!getEnvironment || !onDidChangeEnvironment) return undefined;
  return {
    interpreter: async folder => (await getEnvironment.call(api, folder))?.execInfo?.run?.executable ?? '',
    onDidChange: onDidChangeEnvironment,
  };
}

function pythonSource(api: PythonApi | undefined): PythonSource | undefined {
  const environments = api?.environments;
  if (!environments) return undefined;
  return {
    interpreter: async folder => {
      const { path } = environments.getActiveEnvironmentPath(folder);
      return (await environments.resolveEnvironment?.(path))?.executable.uri?.fsPath ?? path;
    },
    onDidChange: environments.onDidChangeActiveEnvironmentPath,
  };
}
