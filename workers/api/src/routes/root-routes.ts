import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { json } from "../http/respond.ts";
import { gives } from "../openapi/answer-descriptions.ts";

const beginning = wire.wireObject("Beginning", {
  service: { const: "headgate" },
  docs: wire.link,
  openapi: wire.link,
  models: wire.link,
  predictions: wire.link,
  user: wire.link,
});

export const rootRoutes: Operation[] = [
  {
    id: "getRoot",
    method: "GET",
    path: "/",
    tag: "About",
    summary: "What this is, and where to begin",
    scope: null,
    answers: gives(beginning),
    handle: (_, { url }) =>
      json({
        service: "headgate",
        docs: `${url.origin}/docs`,
        openapi: `${url.origin}/openapi.json`,
        models: `${url.origin}/v1/models`,
        predictions: `${url.origin}/v1/predictions`,
        user: `${url.origin}/v1/user`,
      }),
  },
];
