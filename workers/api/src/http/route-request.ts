import type { IRequest } from "itty-router";

import { HeadgateError } from "@headgate/shared";

/** What itty-router hands to a handler: the request with its path parameters. */
export type RouteRequest = IRequest;

/** A path parameter, decoded: the router has matched it, so that it is there. `bad_request` for escapes that mean nothing. */
export function param(request: RouteRequest, name: string): string {
  const text = request.params[name] ?? "";
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HeadgateError("bad_request", `the path's ${name} is badly escaped: ${text}`);
  }
}
