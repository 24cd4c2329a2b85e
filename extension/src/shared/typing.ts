// How the boxes behave that a person types words into: what is being typed stays, whatever takes the focus. Escape lets it go.
//
//   await vscode.window.showInputBox({ ...typing, title });
export const typing = { ignoreFocusOut: true } as const;
