import { HeadgateError } from "@headgate/shared";

import type { Operation } from "../http/operation.ts";
import { param } from "../http/route-request.ts";
import { docsPage, docsScript, docsStyle } from "../openapi/docs-page.ts";

const html = "text/html; charset=utf-8";
const script = "text/javascript; charset=utf-8";
const style = "text/css; charset=utf-8";

/** What the page loads: our own texts, and files of swagger-ui-dist among the assets. */
const files = new Map<string, { type: string; text?: string }>([
  ["swagger-ui-bundle.js", { type: script }],
  ["swagger-ui.css", { type: style }],
  ["start.js", { type: script, text: docsScript }],
  ["page.css", { type: style, text: docsStyle }],
]);

/** Nothing comes from elsewhere, and nothing goes there. The library sets styles on elements, and has pictures in its style sheet. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const page = { method: "GET", tag: "About", scope: null, isPage: true, answers: {} } as const;

export const docsRoutes: Operation[] = [
  {
    ...page,
    id: "getDocs",
    path: "/docs",
    summary: "The document, to be read and tried out",
    handle: () => file(docsPage, html, { "content-security-policy": policy }),
  },
  {
    ...page,
    id: "getDocsFile",
    path: "/docs/:file",
    summary: "What that page loads",
    async handle(request, { env, url }) {
      const name = param(request, "file");
      const found = files.get(name);
      if (found === undefined) throw new HeadgateError("not_found", `there is no /docs/${name}`);
      if (found.text !== undefined) return file(found.text, found.type);
      const asset = await env.ASSETS.fetch(new URL(`/${name}`, url.origin));
      if (!asset.ok) throw new Error(`the asset ${name} answers ${asset.status}`);
      return file(asset.body, found.type);
    },
  },
];

function file(body: BodyInit | null, type: string, headers: Record<string, string> = {}): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "cache-control": "public, max-age=3600",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}
