// What travels between this client and `footplate lsp` beyond LSP itself, as generated from protocol/*.yaml.
import type { ListParams, RunList, RunParams, RunResult, SubmitParams } from '../../protocol/generated/protocol';

export type {
  DryRun,
  DryRunStep,
  DryRunResult,
  InitializationOptions,
  Run,
  RunDetails,
  RunsChangedParams,
  RunStatus,
  SubmitParams,
  TrustParams,
} from '../../protocol/generated/protocol';

/** The verbs this client calls, as commands of the server. */
export interface Verbs {
  submit: { parameters: SubmitParams; answer: RunResult };
  list: { parameters: ListParams; answer: RunList };
  show: { parameters: RunParams; answer: RunResult };
  cancel: { parameters: RunParams; answer: RunResult };
}
