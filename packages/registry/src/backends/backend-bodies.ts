import { backendProtocols, backendStatuses } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";

const url = {
  type: "string",
  description: "Where the backend answers; no trailing route.",
} as const;
const protocol = { enum: backendProtocols } as const;
const capacity = {
  type: "integer",
  minimum: 1,
  maximum: 1000,
  description: "How many predictions it runs at once.",
} as const;
const weight = { type: "number", exclusiveMinimum: 0, maximum: 100 } as const;
const status = { enum: backendStatuses } as const;

export const createBackendBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["url"],
  properties: {
    url,
    protocol: { ...protocol, default: "cog" },
    capacity: { ...capacity, default: 1 },
    weight: { ...weight, default: 1 },
    status: { ...status, default: "enabled" },
  },
});

export const patchBackendBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: { url, capacity, weight, status },
});
