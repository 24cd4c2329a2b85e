// Answers as the extension Python Environments does; `choose` is for the tests.
const vscode = require('vscode');

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  let chosen;
  return {
    getEnvironment: async scope => (scope && chosen ? { execInfo: { run: { executable: chosen } } } : undefined),
    onDidChangeEnvironment: changed.event,
    choose: executable => {
      chosen = executable;
      changed.fire({ new: { execInfo: { run: { executable } } } });
    },
  };
};
