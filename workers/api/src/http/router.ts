import { Router, type IRequest, type RouterType } from "itty-router";

import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "./api-context.ts";

export type ApiRouter = RouterType<IRequest, [ApiContext]>;

/** `Router`, not `AutoRouter`: that one sends SQL and parameters of a failed query to the caller. */
export function createRouter(): ApiRouter {
  return Router<IRequest, [ApiContext]>();
}

/** What no route took: 405 where the path is known under another method, which `allow` then names, else 404. */
export function refuseUnrouted(router: ApiRouter, api: ApiContext): never {
  const { method } = api.request;
  const path = api.url.pathname;
  const methods = router.routes.filter(([, pattern]) => pattern.test(path)).map(([name]) => name);
  if (methods.length === 0) throw new HeadgateError("not_found", `there is nothing at ${path}`);
  const allowed = [...new Set(methods)].sort().join(", ");
  throw new HeadgateError("method_not_allowed", `${path} takes ${allowed}, not ${method}`);
}
