import type { Operation } from "../http/operation.ts";
import { aliasLedgerRoutes } from "./alias-ledger-routes.ts";
import { aliasRoutes } from "./alias-routes.ts";
import { auditRoutes } from "./audit-routes.ts";
import { backendRoutes } from "./backend-routes.ts";
import { callbackRoutes } from "./callback-routes.ts";
import { checkRoutes } from "./check-routes.ts";
import { comparisonRoutes } from "./comparison-routes.ts";
import { docsRoutes } from "./docs-routes.ts";
import { documentRoutes } from "./document-routes.ts";
import { exportRoutes } from "./export-routes.ts";
import { fileRoutes } from "./file-routes.ts";
import { memberRoutes } from "./member-routes.ts";
import { metricsRoutes } from "./metrics-routes.ts";
import { modelRoutes } from "./model-routes.ts";
import { organizationRoutes } from "./organization-routes.ts";
import { organizationTokenRoutes } from "./organization-token-routes.ts";
import { predictionRoutes } from "./prediction-routes.ts";
import { publishRoutes } from "./publish-routes.ts";
import { registryRoutes } from "./registry-routes.ts";
import { rootRoutes } from "./root-routes.ts";
import { tokenRoutes } from "./token-routes.ts";
import { trainingRoutes } from "./training-routes.ts";
import { transitionRoutes } from "./transition-routes.ts";
import { userRoutes } from "./user-routes.ts";
import { versionRoutes } from "./version-routes.ts";
import { webhookDeliveryRoutes } from "./webhook-delivery-routes.ts";
import { webhookEndpointRoutes } from "./webhook-endpoint-routes.ts";

const native: Operation[] = [
  ...modelRoutes,
  ...versionRoutes,
  ...comparisonRoutes,
  ...publishRoutes,
  ...transitionRoutes,
  ...aliasRoutes,
  ...aliasLedgerRoutes,
  ...exportRoutes,
  ...checkRoutes,
  ...backendRoutes,
  ...predictionRoutes,
  ...trainingRoutes,
  ...fileRoutes,
  ...webhookEndpointRoutes,
  ...webhookDeliveryRoutes,
  ...tokenRoutes,
  ...userRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...organizationTokenRoutes,
  ...registryRoutes,
  ...auditRoutes,
  ...callbackRoutes,
  ...rootRoutes,
  ...metricsRoutes,
  ...docsRoutes,
];

/** Every route of this Worker, in the order in which they are documented. */
export const operations: Operation[] = [...native, ...documentRoutes(() => operations)];
