/**
 * `partial`: a draft that lacks what its publishing needs. `rejected`: a check failed. `canceled`: given up before it was published.
 * Predictions are made on active ones only.
 */
export const versionStatuses = [
  "draft",
  "partial",
  "active",
  "inactive",
  "rejected",
  "canceled",
  "deleted",
] as const;
export type VersionStatus = (typeof versionStatuses)[number];
