// The parts of the window that commands work with.
import type * as vscode from 'vscode';
import type { DiffDocuments } from './code/diff_documents';
import type { DryRuns } from './submit/dry_runs';
import type { Lists } from './lists/list_views';
import type { LogTerminals } from './logs/log_terminal';
import type { RunPages } from './runs/run_page';
import type { RunPlaces } from './runs/run_places';
import type { RunsTable } from './runs/runs_table';
import type { RunsView } from './runs/runs_view';
import type { Server } from './server/server';
import type { SnapshotView } from './code/snapshot_view';
import type { TextDocuments } from './shared/text_documents';

export interface Parts {
  context: vscode.ExtensionContext;
  server: Server;
  view: RunsView;
  logs: LogTerminals;
  places: RunPlaces;
  diffs: DiffDocuments;
  dryRuns: DryRuns;
  documents: TextDocuments;
  pages: RunPages;
  table: RunsTable;
  lists: Lists;
  snapshot: SnapshotView;
}

/** A command: what a menu, a lens or the palette calls it with is its own to find out. */
export type Action = (target?: unknown, selected?: unknown) => unknown;
