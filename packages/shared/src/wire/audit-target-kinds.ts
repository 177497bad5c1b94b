/** What an event of the audit log is about. */
export const auditTargetKinds = [
  "user",
  "organization",
  "member",
  "token",
  "model",
  "version",
  "alias",
  "backend",
  "registry",
  "webhook_endpoint",
] as const;
export type AuditTargetKind = (typeof auditTargetKinds)[number];
