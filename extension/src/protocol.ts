// What travels between this client and `footplate lsp` beyond LSP itself, as generated from protocol/*.yaml.
export type {
  InitializationOptions,
  ListParams,
  Run,
  RunDetails,
  RunList,
  RunParams,
  RunResult,
  RunsChangedParams,
  RunStatus,
  SubmitParams,
  TrustParams,
} from '../../protocol/generated/protocol';
