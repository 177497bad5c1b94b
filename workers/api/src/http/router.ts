import { type IRequest, Router, type RouterType } from "itty-router";

import { HeadgateError } from "@headgate/shared";

import { answerOnce } from "../idempotency/answer-once.ts";
import type { ApiContext } from "./api-context.ts";
import { type Method, type Operation, takesIdempotencyKey } from "./operation.ts";
import { errorResponse } from "./respond.ts";

export type ApiRouter = RouterType<IRequest, [ApiContext]>;

const registrars = {
  GET: "get",
  POST: "post",
  PUT: "put",
  PATCH: "patch",
  DELETE: "delete",
} as const satisfies Record<Method, string>;

/** `Router`, not `AutoRouter`: that one sends SQL and parameters of a failed query to the caller. */
export function createRouter(operations: Operation[]): ApiRouter {
  const router = Router<IRequest, [ApiContext]>();
  for (const operation of operations) {
    router[registrars[operation.method]](operation.path, handlerOf(operation));
  }
  return router;
}

function handlerOf(operation: Operation): Operation["handle"] {
  if (!takesIdempotencyKey(operation)) return operation.handle;
  return (request, api) => answerOnce(operation, request, api);
}

/**
 * What no route took: 405 where the path is known under other methods, which `allow` then names, else 404. OPTIONS is answered with
 * nothing but those.
 */
export function answerUnrouted(
  router: ApiRouter,
  { request, url, requestId }: ApiContext,
): Response {
  const path = url.pathname;
  const methods = router.routes.filter(([, pattern]) => pattern.test(path)).map(([name]) => name);
  if (methods.length === 0) throw new HeadgateError("not_found", `there is nothing at ${path}`);
  if (methods.includes("GET")) methods.push("HEAD");
  const allow = [...new Set(methods)].toSorted().join(", ");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  const message = `${path} takes ${allow}, not ${request.method}`;
  const response = errorResponse(new HeadgateError("method_not_allowed", message), requestId);
  response.headers.set("allow", allow);
  return response;
}
