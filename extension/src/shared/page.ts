// The frame of a page of ours inside VS Code: no script but our own, no address but the extension's and the run's files, and
// the texts of the person's language.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

type PageName = 'run_page' | 'runs_table';

/** What any page is told when something that it asked for went wrong. */
export interface Problem {
  type: 'problem';
  message: string;
}

/** A tab with a page of ours in it; it lives as long as the tab. */
export class Page<To, From> {
  /** `answer`: does what the page asks for; pictures may be shown from `folders` alone. */
  constructor(
    readonly panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    name: PageName,
    answer: (message: From) => Promise<void>,
    folders: vscode.Uri[] = [],
  ) {
    const { webview } = panel;
    const own = vscode.Uri.joinPath(extension, 'dist/webview');
    webview.options = { enableScripts: true, localResourceRoots: [own, ...folders] };
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(extension, `media/page-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    webview.onDidReceiveMessage((message: From) => {
      answer(message).catch((error: unknown) => {
        this.trouble(error);
      });
    });
    webview.html = pageHtml(webview, extension, name, panel.title);
  }

  send(message: To | Problem): void {
    void this.panel.webview.postMessage(message);
  }

  /** What a person gave up is no trouble. */
  trouble(error: unknown): void {
    if (error instanceof vscode.CancellationError) return;
    this.send({ type: 'problem', message: error instanceof Error ? error.message : String(error) });
  }
}

function pageHtml(webview: vscode.Webview, extension: vscode.Uri, page: PageName, title: string): string {
  const nonce = randomBytes(18).toString('base64');
  const address = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist/webview', file)).toString();
  const policy = [
    "default-src 'none'",
    `img-src ${webview.cspSource}`,
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  // A text with a closing tag in it must not end the script.
  const texts = JSON.stringify(vscode.l10n.bundle ?? {}).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${escape(vscode.env.language)}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(title)}</title>
    <link rel="stylesheet" href="${address(`${page}.css`)}">
  </head>
  <body>
    <script nonce="${nonce}">globalThis.footplateTexts = ${texts};</script>
    <script nonce="${nonce}" src="${address(`${page}.js`)}"></script>
  </body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`);
}
