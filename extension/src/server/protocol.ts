// What travels between this client and `footplate lsp` beyond LSP itself, as generated from protocol/*.yaml.
import type * as p from '../../../protocol/generated/protocol';

export type {
  Asset,
  CodeSnapshot,
  SnapshotResult,
  AssetList,
  AssetResult,
  CompareResult,
  ComputeList,
  DebugAddress,
  DiffFile,
  DiffResult,
  DoctorResult,
  DocumentActionsParams,
  DryRun,
  DryRunStep,
  DryRunResult,
  Environment,
  EnvironmentsChangedParams,
  EnvironmentsResult,
  Experiment,
  InitializationOptions,
  ListParams,
  MetricPoint,
  PrunedEnvironments,
  Run,
  RunDetails,
  RunList,
  RunsChangedParams,
  RunStatus,
  SubmitParams,
  TrustParams,
} from '../../../protocol/generated/protocol';

interface Verb<Parameters, Answer> {
  parameters: Parameters;
  answer: Answer;
}

/** One run named: the answer is about that one. */
interface OneRun {
  runs: [string];
  folder?: string;
}

/** The verbs this client calls, as commands of the server. */
export interface Verbs {
  new: Verb<p.NewParams, p.NewResult>;
  migrate: Verb<p.MigrateParams, p.MigrateResult>;
  submit: Verb<p.SubmitParams, p.RunResult>;
  rerun: Verb<p.RerunParams, p.RunResult>;
  list: Verb<p.ListParams, p.RunList>;
  experiments: Verb<p.ExperimentsParams, p.ExperimentsResult>;
  show: Verb<OneRun, p.RunResult>;
  tail: Verb<p.RunParams & { lines?: number; no_follow?: boolean }, p.TailResult>;
  cancel: Verb<OneRun, p.RunResult>;
  metrics: Verb<OneRun, p.MetricsResult>;
  outputs: Verb<p.RunParams, p.OutputsResult>;
  tag: Verb<p.TagParams, p.RunResult>;
  archive: Verb<p.RunsParams, unknown>;
  restore: Verb<p.RunsParams, unknown>;
  delete: Verb<p.DeleteParams, p.DeleteResult>;
  compare: Verb<p.CompareParams, p.CompareResult>;
  compute: Verb<p.ComputeParams, p.ComputeList>;
  asset: Verb<p.AssetParams, p.AssetList>;
  env: Verb<p.EnvParams, p.EnvironmentsResult>;
  diff: Verb<p.DiffParams, p.DiffResult>;
  snapshot: Verb<p.SnapshotParams, p.SnapshotResult>;
  doctor: Verb<Record<string, never>, p.DoctorResult>;
}
