import type { ErrorCode } from "@headgate/shared";

import type { Parameters } from "../http/operation.ts";

/** On every answer. */
export const everyAnswer: Parameters = {
  "x-request-id": {
    description: "Names the request in Headgate's log.",
    schema: { type: "string", format: "uuid" },
  },
  "x-ratelimit-limit": {
    description:
      "So many calls the token, or the address, may make at once. Where they are counted.",
    schema: { type: "integer", minimum: 1 },
  },
  "x-ratelimit-remaining": {
    description: "So many of them are left.",
    schema: { type: "integer", minimum: 0 },
  },
  "x-ratelimit-reset": {
    description: "When all are there again, in seconds since 1970.",
    schema: { type: "integer", minimum: 0 },
  },
};

/** Of a POST; see README.md. */
export const idempotencyKey: Parameters = {
  "idempotency-key": {
    description:
      "The call takes effect once, however often it is sent with the same key: its success is given again for 24 hours. Another call needs another key.",
    schema: {
      type: "string",
      pattern: "^[!-~]{1,255}$",
      examples: ["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    },
  },
};

/** On the success of a POST. */
export const replayed: Parameters = {
  "idempotency-replayed": {
    description:
      "An earlier call with the same Idempotency-Key did it; this one only tells it again.",
    schema: { const: "true" },
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
  rate_limited: retryAfter,
  queue_full: retryAfter,
  unavailable: retryAfter,
};
