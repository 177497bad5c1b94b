export { type Database, openDatabase } from "./database.ts";
export { type PageQuery, type PageRequest, readPageRequest } from "./pages/page-request.ts";
export type { Direction, RowPage } from "./pages/read-page.ts";
export { type AuditFilter, type AuditRow, listAuditLog } from "./queries/audit-log.ts";
export { type AuditEntry, auditStatement } from "./queries/audit-statement.ts";
export {
  type EarlierPlace,
  findEarlierPlace,
  findLedgerEntryAt,
  type LedgerRow,
  listEarlierPlaces,
  listLedger,
} from "./queries/alias-ledger.ts";
export { type AliasMove, hasAliasMove, insertAliasMove } from "./queries/alias-moves.ts";
export {
  type AliasState,
  findAliasState,
  findLedgerHead,
  type LedgerHead,
} from "./queries/alias-states.ts";
export { type AliasRow, type AliasVersion, listAliases } from "./queries/aliases.ts";
export {
  type BackendChanges,
  type BackendRow,
  countBackends,
  deleteBackend,
  findBackend,
  insertBackend,
  listBackends,
  maxBackends,
  updateBackend,
  updateProbe,
} from "./queries/backends.ts";
export {
  deleteFiles,
  type FileAllowance,
  type FileRow,
  findFile,
  listExpiredFiles,
  listFiles,
  type NewFile,
  reserveFile,
  storeFile,
} from "./queries/files.ts";
export {
  type CompiledSchemas,
  findFlatSchema,
  findVersionSchemas,
  upsertFlatSchemas,
} from "./queries/flat-schemas.ts";
export type { StoredProbe } from "./schema/backends.ts";
export { findGateConfig, type StoredGateConfig } from "./queries/gate-configs.ts";
export { type ImportedModel, insertImport } from "./queries/insert-import.ts";
export { findHardware, type HardwareRow, listHardware } from "./queries/hardware.ts";
export { type CategoryRow, listCategories, listKnownSlugs } from "./queries/model-categories.ts";
export type { ModelLinks } from "./queries/model-links.ts";
export {
  insertVersion,
  type NewVersion,
  type VersionName,
  type WantedVersion,
} from "./queries/insert-version.ts";
export {
  deleteExpiredIdempotencyKeys,
  deleteIdempotencyKey,
  type IdempotencyAttempt,
  type IdempotencyRow,
  takeIdempotencyKey,
  updateIdempotencyKey,
} from "./queries/idempotency-keys.ts";
export {
  listModels,
  type ModelFilter,
  type ModelList,
  type ModelSort,
  modelSorts,
} from "./queries/model-lists.ts";
export { deleteModel, type ModelContents, type ModelDeletion } from "./queries/delete-model.ts";
export { insertModel, type ModelChanges, type NewModel, updateModel } from "./queries/models.ts";
export type { OrganizationAdmin } from "./queries/organization-admins.ts";
export {
  deleteMember,
  findMember,
  listMembers,
  type MemberChange,
  type MemberRow,
  putMember,
} from "./queries/organization-members.ts";
export { insertOrganizationToken } from "./queries/organization-tokens.ts";
export {
  deleteOrganization,
  insertOrganization,
  type JoinedOrganization,
  listOrganizations,
} from "./queries/organizations.ts";
export {
  findOwner,
  findOwnerByName,
  insertOwner,
  listOwners,
  listWebhookSecrets,
  type NewOwner,
  type OwnerChanges,
  type OwnerRow,
  rotateWebhookSecret,
  updateOwner,
} from "./queries/owners.ts";
export { findPredecessor, type Predecessor, type Succession } from "./queries/predecessor.ts";
export {
  type ExportedTransition,
  type ExportedVersion,
  findModelState,
  listExportedEntries,
  listExportedTransitions,
  listExportedVersions,
  type ModelState,
} from "./queries/model-exports.ts";
export {
  deleteStagedLines,
  findImportObstacles,
  type StagedLine,
  stageLines,
} from "./queries/model-imports.ts";
export { findNewestActiveAt } from "./queries/newest-active-at.ts";
export {
  listPredictionPayloads,
  listRemovablePredictions,
  type PredictionPayloads,
  type RemovablePrediction,
  removePredictionData,
} from "./queries/prediction-data.ts";
export {
  findPrediction,
  listPredictions,
  type PredictionSummary,
  saveTraining,
} from "./queries/predictions.ts";
export {
  findModel,
  findModelById,
  type ModelDetails,
  type ModelSummary,
} from "./queries/read-models.ts";
export {
  deleteRegistryCredentials,
  findRegistryCredentials,
  listRegistryCredentials,
  type RegistryCredentialsRow,
  upsertRegistryCredentials,
} from "./queries/registry-credentials.ts";
export {
  findToken,
  findTokenByHash,
  insertToken,
  listTokens,
  type NewToken,
  revokeToken,
  type TokenSummary,
  type TokenBearer,
  touchToken,
} from "./queries/tokens.ts";
export { claimOverdue } from "./queries/claim-overdue.ts";
export { type CheckSubject, findCheckSubject } from "./queries/check-subjects.ts";
export { type CheckFindings, endCheck, recordFindings } from "./queries/end-check.ts";
export {
  type CheckRow,
  claimCheck,
  findCheck,
  findOpenCheck,
  insertCheck,
  listChecks,
  type NewCheck,
  saveCheck,
} from "./queries/version-checks.ts";
export type { CheckedImage, StoredStep } from "./schema/version-checks.ts";
export { type GatedVersion, listGatedVersions } from "./queries/gated-versions.ts";
export {
  listPredictionStatistics,
  type PredictionStatistics,
} from "./queries/prediction-statistics.ts";
export { findOutputRules, type OutputRules } from "./queries/output-rules.ts";
export { upsertPredictions } from "./queries/upsert-predictions.ts";
export { type CardUpdate, updateVersionCard } from "./queries/update-version-card.ts";
export { findVersionLine, type VersionLine } from "./queries/version-lines.ts";
export {
  type ListedVersion,
  listVersions,
  type VersionFilter,
  type VersionList,
  type VersionSort,
  versionSorts,
} from "./queries/version-lists.ts";
export {
  deferResharding,
  endResharding,
  findPeakShards,
  listResharding,
  writeShards,
} from "./queries/shards.ts";
export { findVersionRoute, type VersionRoute } from "./queries/version-routes.ts";
export {
  hasTransition,
  listTransitions,
  prepareTransition,
  type Transition,
  type TransitionRow,
  transitionVersion,
} from "./queries/version-transitions.ts";
export {
  findModelVersions,
  findVersion,
  findVersionById,
  type ModelVersions,
  type VersionDetails,
  type VersionSummary,
} from "./queries/versions.ts";
export {
  findWithdrawalState,
  type Withdrawal,
  type WithdrawalState,
} from "./queries/withdrawals.ts";
export type { VersionCard, VersionContent } from "./schema/version-content.ts";
export { findSweepCursor, saveSweepCursor } from "./queries/sweep-cursors.ts";
export type { Viewer } from "./search/facets.ts";
export { isSearchable } from "./search/match-expression.ts";
export { isRefusedFor, isRepeatedInsert, isUniqueViolation } from "./violations.ts";
export * from "./webhooks/index.ts";
