// What travels between this client and `footplate lsp` beyond LSP itself.

export interface Run {
  id: string;
  experiment: string;
  display_name: string;
  kind: string;
  status: string;
  compute: string;
  created: string;
  started?: string | null;
  ended?: string | null;
  parent?: string | null;
  tags?: Record<string, string>;
  params?: Record<string, string>;
  metrics?: Record<string, number | string>;
  exit_code?: number | null;
  error?: { code: string; message: string } | null;
}

export interface RunAnswer {
  run: Run;
}

export interface ListAnswer {
  runs: Run[];
  next: string | null;
}

export interface RunsChanged {
  ids: string[];
}
