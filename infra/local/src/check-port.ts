import { createServer } from "node:net";

import { reasonOf, StartError } from "./state-folder.ts";

/** Throws StartError where the port cannot be listened on. */
export async function checkPort(port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  try {
    await promise;
  } catch (error) {
    throw new StartError(
      reasonOf(error).includes("EADDRINUSE")
        ? `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`
        : `Port ${port} cannot be used: ${reasonOf(error)}.`,
    );
  }
}
