// Stands for the Python Debugger extension where no marketplace is: a waiting debugpy speaks the debug adapter protocol itself.
const vscode = require('vscode');

exports.activate = context => {
  const factory = {
    createDebugAdapterDescriptor: ({ configuration }) => {
      const { host, port } = configuration.connect;
      return new vscode.DebugAdapterServer(port, host);
    },
  };
  context.subscriptions.push(vscode.debug.registerDebugAdapterDescriptorFactory('debugpy', factory));
};
