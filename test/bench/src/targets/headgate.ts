import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { createApiClient, seedOwner, startRuntime } from "@headgate/local";

import { findFreePort, tellReady } from "./program.ts";
import { publishVersion } from "./publish-version.ts";

/** All of Headgate with one version on the backend; the token is in the file `token` of the state folder. `headgate.ts <backend URL> <state folder>` */
const [backendUrl = "", stateFolder = ""] = process.argv.slice(2);

const createSecret = (): string => randomBytes(32).toString("base64url");
const runtime = await startRuntime({
  port: await findFreePort(),
  stateFolder,
  secrets: { callback: createSecret(), encryption: createSecret() },
  onLog: () => undefined,
});
const { token } = await seedOwner(runtime.db, join(stateFolder, "token"));
const path = await publishVersion(createApiClient(runtime.url, token), backendUrl);
tellReady(`${runtime.url}${path}/predictions`, () => runtime.stop());
