// The language that VS Code speaks, for the pure modules that need words.
import * as vscode from 'vscode';
import type { Tongue } from '../runs/run_words';

export const tongue: Tongue = { language: vscode.env.language, t: text => vscode.l10n.t(text) };
