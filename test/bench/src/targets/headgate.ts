import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { createApiClient, seedOwner, startRuntime } from "@headgate/local";

import { findFreePort, tellReady } from "./program.ts";
import { publishChat, publishFull, publishOpen } from "./publish-versions.ts";

/** All of Headgate with three versions on the backend; the token is in the file `token` of the state folder. `headgate.ts <backend URL> <state folder>` */
const [backendUrl = "", stateFolder = ""] = process.argv.slice(2);

const createSecret = (): string => randomBytes(32).toString("base64url");
const runtime = await startRuntime({
  port: await findFreePort(),
  stateFolder,
  secrets: { callback: createSecret(), encryption: createSecret() },
  onLog: () => undefined,
});
const { token } = await seedOwner(runtime.db, join(stateFolder, "token"));
const call = createApiClient(runtime.url, token);
await publishOpen(call, backendUrl);
await publishFull(call, backendUrl);
await publishChat(call, backendUrl);
tellReady(runtime.url, () => runtime.stop());
