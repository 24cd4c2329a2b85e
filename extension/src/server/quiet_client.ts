// The library's client without its own words to the person: what the library has to say of a connection is for the log. What became of
// the server the extension tells itself, once.
import type * as vscode from 'vscode';
import { ErrorCodes, LanguageClient, ResponseError, type MessageSignature } from 'vscode-languageclient/node';

export class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  /** Requests whose server went away have an empty answer: the next server is asked again. */
  override handleFailedRequest<T>(
    type: MessageSignature,
    token: vscode.CancellationToken | undefined,
    error: unknown,
    defaultValue: T,
    showNotification?: boolean,
    throwOnCancel?: boolean,
  ): T {
    if (isAboutConnection(error)) return defaultValue;
    return super.handleFailedRequest(type, token, error, defaultValue, showNotification, throwOnCancel);
  }
}

/** jsonrpc's errors of a connection that is closed, disposed or can no longer be written to. */
function isAboutConnection(error: unknown): boolean {
  if (error instanceof ResponseError) return error.code === ErrorCodes.MessageWriteError;
  return error instanceof Error && /^Connection is (closed|disposed)\.?$/.test(error.message);
}
