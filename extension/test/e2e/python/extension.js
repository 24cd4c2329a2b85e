// Answers as the Python extension does about the interpreter that a person chose for a folder: here the one that a file in it names.
const { existsSync, readFileSync, watchFile } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const choiceIn = folder => join(folder.uri.fsPath, 'chosen-python');

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  const folders = vscode.workspace.workspaceFolders;
  for (const folder of folders) watchFile(choiceIn(folder), { interval: 100 }, () => changed.fire({}));
  const path = resource => {
    const choice = choiceIn((resource && vscode.workspace.getWorkspaceFolder(resource)) ?? folders[0]);
    return existsSync(choice) ? readFileSync(choice, 'utf8').trim() : 'python';
  };
  return {
    environments: {
      getActiveEnvironmentPath: resource => ({ id: path(resource), path: path(resource) }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
