export { compareVersions } from "./compatibility/compare-versions.ts";
export { type Permission, permissions, scopesOf } from "./access/permissions.ts";
export {
  isPermitted,
  type Namespace,
  requirePermission,
  roleIn,
} from "./access/require-permission.ts";
export { hasScope, requireActor, requireScope } from "./access/require-scope.ts";
export { viewerOf } from "./access/viewer-of.ts";
export type { ModelPath } from "./access/get-visible-model.ts";
export {
  type AuditQuery,
  listOrganizationAuditLog,
  listOwnAuditLog,
} from "./audit/list-audit-log.ts";
export { promoteVersionBody, rollBackAliasBody, setAliasBody } from "./aliases/alias-bodies.ts";
export { getAlias } from "./aliases/get-alias.ts";
export { getAliasLedgerHead, listAliasLedger } from "./aliases/list-alias-ledger.ts";
export { listAliases } from "./aliases/list-aliases.ts";
export type { Precondition } from "./aliases/precondition.ts";
export { promoteVersion } from "./aliases/promote-version.ts";
export { removeAlias } from "./aliases/remove-alias.ts";
export { rollBackAlias } from "./aliases/roll-back-alias.ts";
export { type AliasPath, setAlias } from "./aliases/set-alias.ts";
export { createBackendBody, patchBackendBody } from "./backends/backend-bodies.ts";
export { createBackend } from "./backends/create-backend.ts";
export { openCredentials } from "./backends/seal-credentials.ts";
export { deleteBackend } from "./backends/delete-backend.ts";
export { getBackend } from "./backends/get-backend.ts";
export { type BackendPath, getOwnVersionKey } from "./backends/get-own-version-key.ts";
export { listBackends } from "./backends/list-backends.ts";
export { probeBackend } from "./backends/probe-backend.ts";
export { probeModes } from "./backends/probe-mode.ts";
export { patchBackend } from "./backends/patch-backend.ts";
export { type Body, describeBody } from "./bodies/describe-body.ts";
export { listCategories } from "./categories/list-categories.ts";
export {
  type Actor,
  type CompilingContext,
  type GatedContext,
  operator,
  type ProbingContext,
  type RegistryContext,
  type SealingContext,
} from "./context.ts";
export { compileCost, type Cost, CostError, maxCostCharacters } from "./costs/compile-cost.ts";
export { openShardStore, type ShardStore } from "./shards/shard-store.ts";
export { type OutputVerdict, OutputJudge } from "./outputs/output-judge.ts";
export { TimedCache } from "./timed-cache.ts";
export { exportModel } from "./exports/export-model.ts";
export { importModel } from "./imports/import-model.ts";
export { advanceCheck, holdMs, type StepWork } from "./checks/advance-check.ts";
export { createCheckBody } from "./checks/check-body.ts";
export { createCheck } from "./checks/create-check.ts";
export { type CheckPath, getCheck, watchCheck } from "./checks/get-check.ts";
export { listChecks } from "./checks/list-checks.ts";
export { publishChecked } from "./checks/publish-checked.ts";
export type { StepResult } from "./checks/steps.ts";
export { beginUpload, fileTooLarge, type Upload } from "./files/begin-upload.ts";
export { deleteFile } from "./files/delete-file.ts";
export {
  fileFieldNames,
  type FileFieldName,
  type FileTexts,
  readFileFields,
} from "./files/file-fields.ts";
export { expiryS, maxFileBytes } from "./files/file-limits.ts";
export { findOwnFile, findSignedFile } from "./files/find-own-file.ts";
export { finishUpload, uploadTooSlow } from "./files/finish-upload.ts";
export { eraseFile } from "./files/erase-file.ts";
export { listFiles } from "./files/list-files.ts";
export { listHardware } from "./hardware/list-hardware.ts";
export { createModel } from "./models/create-model.ts";
export { deleteModel } from "./models/delete-model.ts";
export { getModel } from "./models/get-model.ts";
export { listModels } from "./models/list-models.ts";
export { listOrganizationModels } from "./models/list-organization-models.ts";
export { listOwnModels } from "./models/list-own-models.ts";
export { createModelBody, patchModelBody } from "./models/model-bodies.ts";
export { patchModel } from "./models/patch-model.ts";
export { createOrganization } from "./organizations/create-organization.ts";
export { deleteMember } from "./organizations/delete-member.ts";
export { deleteOrganization } from "./organizations/delete-organization.ts";
export type { OrganizationPath } from "./organizations/find-organization.ts";
export { getOrganization } from "./organizations/get-organization.ts";
export { listMembers } from "./organizations/list-members.ts";
export { listOrganizations } from "./organizations/list-organizations.ts";
export {
  createOrganizationBody,
  patchOrganizationBody,
  putMemberBody,
} from "./organizations/organization-bodies.ts";
export { patchOrganization } from "./organizations/patch-organization.ts";
export { type MemberPath, putMember } from "./organizations/put-member.ts";
export { searchModels } from "./models/search-models.ts";
export { createOwner } from "./owners/create-owner.ts";
export { getUserByName } from "./owners/get-user-by-name.ts";
export { getUser } from "./owners/get-user.ts";
export { getWebhookSecret } from "./owners/get-webhook-secret.ts";
export { listUsers } from "./owners/list-users.ts";
export { rotateWebhookSecret } from "./owners/rotate-webhook-secret.ts";
export { createOwnerBody, patchUserBody } from "./owners/owner-bodies.ts";
export { patchUser } from "./owners/patch-user.ts";
export { addPageUrls, type CursorPage, toCursorPage } from "./pages/cursor-page.ts";
export type { ListQuery } from "./pages/list-query.ts";
export { removeData } from "./predictions/remove-data.ts";
export { toHex } from "./random-id.ts";
export { deleteRegistry } from "./registries/delete-registry.ts";
export { listRegistries } from "./registries/list-registries.ts";
export { openRegistry } from "./registries/open-registry.ts";
export { putRegistry } from "./registries/put-registry.ts";
export { registryBody } from "./registries/registry-body.ts";
export { importSealingKey } from "./secrets/sealed-text.ts";
export { etagOf } from "./revisions/if-match.ts";
export { authenticate, type Authentication } from "./tokens/authenticate.ts";
export { createOrganizationToken } from "./tokens/create-organization-token.ts";
export { createToken } from "./tokens/create-token.ts";
export { getOrganizationToken } from "./tokens/get-organization-token.ts";
export { getToken } from "./tokens/get-token.ts";
export { listOrganizationTokens } from "./tokens/list-organization-tokens.ts";
export { listTokens } from "./tokens/list-tokens.ts";
export { noteTokenUse, useIntervalMs } from "./tokens/note-token-use.ts";
export { revokeOrganizationToken } from "./tokens/revoke-organization-token.ts";
export { revokeToken } from "./tokens/revoke-token.ts";
export { createOrganizationTokenBody, createTokenBody } from "./tokens/token-body.ts";
export { finishTraining, type SucceededTraining } from "./trainings/finish-training.ts";
export { getDestination } from "./trainings/get-destination.ts";
export { activateVersion } from "./versions/activate-version.ts";
export { cancelVersion } from "./versions/cancel-version.ts";
export { createVersion } from "./versions/create-version.ts";
export { deactivateVersion } from "./versions/deactivate-version.ts";
export { deleteVersion, type DeleteVersionQuery } from "./versions/delete-version.ts";
export type { VersionPath } from "./versions/find-living-version.ts";
export { toVersionConfig } from "./versions/version-config.ts";
export { findVersionConfig } from "./versions/find-version-config.ts";
export { getVersion } from "./versions/get-version.ts";
export { listTransitions } from "./versions/list-transitions.ts";
export { listAllVersions, listVersions } from "./versions/list-versions.ts";
export { loadFlatSchema } from "./versions/load-flat-schema.ts";
export { patchVersion, type PatchedVersion } from "./versions/patch-version.ts";
export { publishVersion } from "./versions/publish-version.ts";
export { rejectVersion } from "./versions/reject-version.ts";
export { checkResolved, type ResolvedVersion, resolveVersion } from "./versions/resolve-version.ts";
export { transitionBody } from "./versions/transition-body.ts";
export type { TransitionInput } from "./versions/transit-version.ts";
export { createVersionBody, patchVersionBody } from "./versions/version-body.ts";
export { createEndpoint } from "./webhooks/create-endpoint.ts";
export { deleteEndpoint } from "./webhooks/delete-endpoint.ts";
export {
  createEndpointBody,
  patchEndpointBody,
  rotateSecretBody,
} from "./webhooks/endpoint-bodies.ts";
export { getEndpoint } from "./webhooks/get-endpoint.ts";
export { listEndpoints } from "./webhooks/list-endpoints.ts";
export { patchEndpoint } from "./webhooks/patch-endpoint.ts";
export { rotateEndpointSecret } from "./webhooks/rotate-endpoint-secret.ts";
export type { DeliveryQuery } from "./webhooks/delivery-query.ts";
export { getDelivery } from "./webhooks/get-delivery.ts";
export { listDeliveries } from "./webhooks/list-deliveries.ts";
export { replayDeliveries, replayDeliveriesBody } from "./webhooks/replay-deliveries.ts";
export { replayDelivery } from "./webhooks/replay-delivery.ts";
export { sealCallSecret } from "./webhooks/call-secret.ts";
export { openSigningSecrets } from "./webhooks/open-signing-secrets.ts";
