import { backendProtocols, backendStatuses } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";
import { credentials } from "./credentials-body.ts";

const url = {
  type: "string",
  description: "Where the backend answers; no trailing route.",
} as const;
const protocol = { enum: backendProtocols } as const;
const capacity = {
  type: "integer",
  minimum: 1,
  maximum: 1000,
  description: "How many predictions of cost 1 it runs at once.",
} as const;
const weight = {
  type: "number",
  exclusiveMinimum: 0,
  maximum: 100,
  description: "A backend of twice the weight gets twice as many.",
} as const;
const status = {
  enum: backendStatuses,
  description:
    "`draining`: it finishes what it runs and takes no more. `disabled`: what it runs is given up at once.",
} as const;
const region = { type: ["string", "null"], maxLength: 64 } as const;
const labels = {
  type: "object",
  maxProperties: 32,
  propertyNames: { maxLength: 63, pattern: "^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$" },
  additionalProperties: { type: "string", maxLength: 255 },
  description: "Words of your own: nothing is routed by them.",
} as const;
const settings = {
  type: ["object", "null"],
  description:
    "What the protocol must know beside the URL: `model` and `route` of openai, `model` and `version` of open-inference, a `preset` or a mapping of http.",
} as const;
/** Of both bodies. */
const fields = { region, labels, settings, credentials };

export const createBackendBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["url"],
  properties: {
    url,
    protocol: {
      ...protocol,
      description:
        "What the server speaks. Left out, it is found out; where nobody answers it is taken for `cog`. An `http` server has to be named.",
    },
    capacity: { ...capacity, default: 1 },
    weight: { ...weight, default: 1 },
    status: { ...status, default: "enabled" },
    ...fields,
  },
});

/** What is left out stays as it is; null clears. */
export const patchBackendBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: { url, capacity, weight, status, ...fields },
});
