// The parts of the window that commands work with.
import type * as vscode from 'vscode';
import type { DiffDocuments } from './diff_documents';
import type { DryRuns } from './dry_runs';
import type { Lists } from './list_views';
import type { LogTerminals } from './log_terminal';
import type { RunPages } from './run_page';
import type { RunPlaces } from './run_places';
import type { RunsTable } from './runs_table';
import type { RunsView } from './runs_view';
import type { Server } from './server';
import type { SnapshotView } from './snapshot_view';
import type { TextDocuments } from './text_documents';

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
