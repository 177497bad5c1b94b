import { checkNames } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";

export const createCheckBody = describeBody({
  type: "object",
  additionalProperties: false,
  properties: {
    checks: {
      type: "array",
      items: { enum: checkNames },
      minItems: 1,
      uniqueItems: true,
      description:
        "Which steps to take, always in the order image, load, run. Left out: those that the model requires.",
    },
    publish: {
      type: "boolean",
      default: false,
      description:
        "Publish the version when all have passed; those that the model requires are taken too.",
    },
    container_image: {
      type: "object",
      additionalProperties: false,
      required: ["registry", "repository"],
      properties: {
        registry: { type: "string", maxLength: 255 },
        repository: { type: "string", maxLength: 255 },
        tag: { type: "string", maxLength: 128 },
      },
      description:
        "Where the step image looks for the digest of a version that does not say so itself.",
    },
    sample_input: {
      description: "What the step run predicts with. Left out: the card's `sample_input`.",
    },
  },
});
