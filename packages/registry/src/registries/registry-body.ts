import { describeBody } from "../bodies/describe-body.ts";

export const registryBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["username", "password"],
  properties: {
    // A colon would end it in the header that it goes into.
    username: { type: "string", minLength: 1, maxLength: 255, pattern: "^[^:\\x00-\\x1f\\x7f]*$" },
    password: {
      type: "string",
      minLength: 1,
      maxLength: 8192,
      writeOnly: true,
      description: "A password or an access token that may pull. Never shown again.",
    },
  },
});
