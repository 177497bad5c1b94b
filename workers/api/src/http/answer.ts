import type { Quota } from "@headgate/routing";

import type { ApiContext } from "./api-context.ts";
import { createContext, type Invocation } from "./create-context.ts";
import { tellQuota } from "./quota.ts";
import { errorResponse } from "./respond.ts";
import { answerUnrouted, type ApiRouter } from "./router.ts";

/** Answers one HTTP request. Whatever happens, the answer carries `x-request-id` and leaks nothing. */
export async function answer(
  router: ApiRouter,
  request: Request,
  invocation: Invocation,
): Promise<Response> {
  const requestId = crypto.randomUUID();
  let response: Response;
  let quota: Quota | null = null;
  try {
    const api = await createContext(request, requestId, invocation);
    quota = api.quota;
    if (api.refusal !== null) throw api.refusal;
    response = await route(router, api);
  } catch (error) {
    response = errorResponse(error, requestId);
  }
  response.headers.set("x-request-id", requestId);
  if (quota !== null) tellQuota(response.headers, quota);
  return response;
}

/** HEAD is answered as GET would be, without the body. */
async function route(router: ApiRouter, api: ApiContext): Promise<Response> {
  const { request } = api;
  const isHead = request.method === "HEAD";
  const routed = isHead ? new Request(request, { method: "GET" }) : request;
  const answered: unknown = await router.fetch(routed, api);
  const response = answered instanceof Response ? answered : answerUnrouted(router, api);
  return isHead ? new Response(null, response) : response;
}
