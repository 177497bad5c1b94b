import type { Operation } from "../http/operation.ts";
import { jsonText } from "../http/respond.ts";
import { gives } from "../openapi/answer-descriptions.ts";
import { createDocument } from "../openapi/create-document.ts";

/** `operations` gives all that there are, these too. */
export function documentRoutes(operations: () => Operation[]): Operation[] {
  let text: string | null = null;
  return [
    {
      id: "getDocument",
      method: "GET",
      path: "/openapi.json",
      tag: "About",
      summary: "This document",
      scope: null,
      answers: gives({ type: "object", description: "OpenAPI 3.1." }),
      handle() {
        text ??= JSON.stringify(
          createDocument(operations().filter(({ isPage }) => isPage !== true)),
        );
        return jsonText(text, 200, { "cache-control": "public, max-age=60" });
      },
    },
  ];
}
