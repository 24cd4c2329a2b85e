// Answers as the Python extension does about the interpreter that a person chose for a folder: here the one that a file in it names. As
// there, an environment is named by its folder and resolved to its interpreter.
const { existsSync, readFileSync, watchFile } = require('node:fs');
const { dirname, join } = require('node:path');
const vscode = require('vscode');

const choiceIn = folder => join(folder.uri.fsPath, 'chosen-python');

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  const folders = vscode.workspace.workspaceFolders;
  const interpreters = new Map();
  for (const folder of folders) watchFile(choiceIn(folder), { interval: 100 }, () => changed.fire({}));
  const environment = resource => {
    const choice = choiceIn((resource && vscode.workspace.getWorkspaceFolder(resource)) ?? folders[0]);
    if (!existsSync(choice)) return 'python';
    const interpreter = readFileSync(choice, 'utf8').trim();
    const path = dirname(dirname(interpreter));
    interpreters.set(path, interpreter);
    return path;
  };
  return {
    environments: {
      getActiveEnvironmentPath: resource => ({ id: environment(resource), path: environment(resource) }),
      resolveEnvironment: async path =>
        interpreters.has(path) ? { path, executable: { uri: vscode.Uri.file(interpreters.get(path)) } } : undefined,
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
