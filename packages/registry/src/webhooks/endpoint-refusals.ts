import { isUniqueViolation, maxEndpoints } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

export function noEndpoint(id: string): HeadgateError {
  return new HeadgateError("not_found", `you have no webhook endpoint ${id}`);
}

export function tooManyEndpoints(): HeadgateError {
  return new HeadgateError("conflict", `an owner has at most ${maxEndpoints} webhook endpoints`);
}

/** What writing an endpoint failed with: `conflict` where the owner has another of that URL. */
export function endpointConflict(error: unknown): unknown {
  const columns = "webhook_endpoints.owner_id, webhook_endpoints.url";
  if (!isUniqueViolation(error, columns)) return error;
  const message =
    "you have a webhook endpoint with this URL already: see GET /v1/webhooks/endpoints; PATCH it, or rotate its secret";
  return new HeadgateError("conflict", message);
}
