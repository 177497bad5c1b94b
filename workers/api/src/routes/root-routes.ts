import { json } from "../http/respond.ts";
import type { ApiRouter } from "../http/router.ts";

/** For whoever opens the address in a browser: what this is, and where to begin. */
export function addRootRoutes(router: ApiRouter): void {
  router.get("/", (_, { url }) =>
    json({
      service: "headgate",
      models: `${url.origin}/v1/models`,
      predictions: `${url.origin}/v1/predictions`,
      user: `${url.origin}/v1/user`,
    }),
  );
}
