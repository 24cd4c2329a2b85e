// Runs and experiments as rows of a tree: icon with its word for screen readers, what a menu needs to know, hover.
import * as vscode from 'vscode';
import type { Experiment, Run, RunDetails } from '../server/protocol';
import { describe, details, isActive, statusIcon, title } from './run_format';
import { tongue } from '../shared/tongue';

export function experimentItem(experiment: Experiment, opened: boolean): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(experiment.name, opened ? Expanded : Collapsed);
  item.id = `experiment ${experiment.name}`;
  item.contextValue = 'experiment';
  item.iconPath = new vscode.ThemeIcon('beaker');
  item.description = String(experiment.runs);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Experiment {0}, runs: {1}', experiment.name, experiment.runs),
  };
  return item;
}

export function runItem(run: Run, withExperiment: boolean, open: vscode.Command): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(
    title(run),
    (run.child_count ?? 0) > 0 || run.kind === 'pipeline' ? Collapsed : None,
  );
  const icon = statusIcon(run.status);
  const colour = icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color);
  item.id = `run ${run.id}`;
  item.contextValue = `run.${isActive(run) ? 'active' : 'ended'}${run.archived === true ? '.archived' : ''}`;
  item.iconPath = new vscode.ThemeIcon(icon.id, colour);
  item.description = (withExperiment ? `${run.experiment} · ` : '') + describe(run, tongue);
  item.accessibilityInformation = { label: `${title(run)}, ${item.description}` };
  item.command = open;
  return item;
}

export function moreItem(list: string, open: vscode.Command): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show older runs'));
  item.id = `more ${list}`;
  item.command = open;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  return item;
}

export function tooltip(run: Run | RunDetails): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const [name, value] of details(run, tongue)) text.appendText(`${name}: ${value}`).appendMarkdown('  \n');
  return text;
}
