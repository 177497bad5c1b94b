import type { ErrorCode } from "@headgate/shared";

import type { Parameters } from "../http/operation.ts";

/** On every answer. */
export const everyAnswer: Parameters = {
  "x-request-id": {
    description: "Names the request in Headgate's log.",
    schema: { type: "string", format: "uuid" },
  },
};

const retryAfter: Parameters = {
  "retry-after": {
    description: "After how many seconds it makes sense to try again.",
    schema: { type: "integer", minimum: 0 },
  },
};

/** Headers that come with some refusals. */
export const ofRefusals: Partial<Record<ErrorCode, Parameters>> = {
  unauthorized: {
    "www-authenticate": { description: "How to authenticate.", schema: { const: "Bearer" } },
  },
  conflict: retryAfter,
  queue_full: retryAfter,
  unavailable: retryAfter,
};
