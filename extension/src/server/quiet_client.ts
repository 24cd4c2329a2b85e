// A client that says nothing of requests whose server went away: the next server is asked again, and nobody needs a word about it.
import type * as vscode from 'vscode';
import { ErrorCodes, LanguageClient, ResponseError, type MessageSignature } from 'vscode-languageclient/node';

export class QuietClient extends LanguageClient {
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
