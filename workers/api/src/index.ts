import { answer } from "./http/answer.ts";
import { createRouter } from "./http/router.ts";
import { addBackendRoutes } from "./routes/backend-routes.ts";
import { addModelRoutes } from "./routes/model-routes.ts";
import { addOrganizationRoutes } from "./routes/organization-routes.ts";
import { addPredictionRoutes } from "./routes/prediction-routes.ts";
import { addRegistryRoutes } from "./routes/registry-routes.ts";
import { addRootRoutes } from "./routes/root-routes.ts";
import { addTokenRoutes } from "./routes/token-routes.ts";
import { addUserRoutes } from "./routes/user-routes.ts";
import { addVersionRoutes } from "./routes/version-routes.ts";

const router = createRouter();
addRootRoutes(router);
addModelRoutes(router);
addVersionRoutes(router);
addBackendRoutes(router);
addPredictionRoutes(router);
addTokenRoutes(router);
addUserRoutes(router);
addOrganizationRoutes(router);
addRegistryRoutes(router);

export default {
  fetch: (request, env, ctx) => answer(router, request, { env, ctx }),
} satisfies ExportedHandler<Env>;
