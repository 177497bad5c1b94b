import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";

import { findFreePort, tellReady } from "./program.ts";

/** The limit: a Worker that passes on what it gets, in a runtime like Headgate's, on its own socket. `bare.ts <backend URL>` */
const [backendUrl = ""] = process.argv.slice(2);
const port = await findFreePort();

const worker = `export default {
  fetch: (request) => fetch("${backendUrl}/bare", request),
};`;

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    log: new Log(LogLevel.NONE),
    cf: false,
    host: "127.0.0.1",
    port: 0,
    workers: [
      {
        name: "bare",
        modules: [{ type: "ESModule", path: "index.js", contents: worker }],
        compatibilityDate: "2026-10-01",
        unsafeDirectSockets: [{ host: "127.0.0.1", port }],
      },
    ],
  }),
);
await miniflare.ready;
tellReady(`http://127.0.0.1:${port}`, () => miniflare.dispose());
