import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { Components } from "./components.ts";
import { describeOperation } from "./describe-operation.ts";
import { toTemplate } from "./path-parameters.ts";
import { webhooks } from "./webhooks.ts";

const info = {
  title: "Headgate",
  version: "1",
  summary: "Registry of model versions and router of predictions",
  license: { name: "Apache-2.0", identifier: "Apache-2.0" },
};

const securitySchemes = {
  token: { type: "http", scheme: "bearer", description: "A token: `Authorization: Bearer hg_…`" },
};

/** The OpenAPI 3.1 document of these operations, in their order. */
export function createDocument(operations: Operation[]): object {
  const components = new Components();
  components.refer(wire.errorBody);
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const path = (paths[toTemplate(operation.path)] ??= {});
    path[operation.method.toLowerCase()] = describeOperation(operation, components);
  }
  const { schemas, headers, responses } = components;
  return {
    openapi: "3.1.1",
    info,
    // Where the document came from.
    servers: [{ url: "/" }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks: webhooks(components),
    components: { schemas, headers, responses, securitySchemes },
  };
}
