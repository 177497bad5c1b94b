/** Visible ASCII: what can stand in a header as it is. */
const secret = {
  type: "string",
  maxLength: 8192,
  pattern: "^[!-~]([ -~]*[!-~])?$",
  writeOnly: true,
} as const;

/** What is sent to a backend with every call. */
export const credentials = {
  description:
    "Sent with every call to the backend, stored encrypted and never shown again. A backend that is moved to another host needs them anew.",
  anyOf: [
    {
      type: "object",
      additionalProperties: false,
      required: ["type", "token"],
      properties: { type: { const: "bearer" }, token: secret },
    },
    {
      type: "object",
      additionalProperties: false,
      required: ["type", "username", "password"],
      properties: {
        type: { const: "basic" },
        // A colon would end it.
        username: { type: "string", maxLength: 255, pattern: "^[^:\\x00-\\x1f\\x7f]*$" },
        password: { type: "string", maxLength: 8192, writeOnly: true },
      },
    },
    {
      type: "object",
      additionalProperties: false,
      required: ["type", "name", "value"],
      properties: {
        type: { const: "header" },
        name: {
          type: "string",
          maxLength: 100,
          pattern: "^[A-Za-z0-9-]+$",
          description: "`Authorization` and any name but those that HTTP itself needs.",
        },
        value: secret,
      },
    },
    { type: "null" },
  ],
} as const;
