import type { IRequest } from "itty-router";

/** What itty-router hands to a handler: the request with its path parameters. */
export type RouteRequest = IRequest;

/** A path parameter, decoded. The router has matched it, so that it is there. */
export function param(request: RouteRequest, name: string): string {
  return decodeURIComponent(request.params[name] ?? "");
}
