import { createCogServer } from "./cog/server.ts";
import type { CogServer } from "./cog/server.ts";
import { createOpenInferenceServer } from "./open-inference/server.ts";
import type { OpenInferenceServer } from "./open-inference/server.ts";
import { readSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { createTensorUpscaler } from "./upscaler/create-tensor-upscaler.ts";
import { createUpscaler } from "./upscaler/create-upscaler.ts";

function createServer({
  protocol,
  capacity,
  webhookAuthToken,
}: Settings): CogServer | OpenInferenceServer {
  if (protocol === "open-inference") return createOpenInferenceServer(createTensorUpscaler(2));
  return createCogServer({
    predictor: createUpscaler({ threads: capacity }),
    capacity,
    ...(webhookAuthToken === undefined ? {} : { webhookAuthToken }),
  });
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  const { port, capacity } = settings;
  const server = createServer(settings);
  let isStopping = false;
  const stop = (): void => {
    isStopping = true;
    void server.close();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // Started with an IPC channel, it must not outlive a parent that was killed.
  process.once("disconnect", stop);
  process.channel?.unref();

  const { url } = await server.listen(port);
  try {
    await server.ready();
    console.log(`demo backend ready at ${url}, capacity ${capacity}`);
  } catch (error) {
    if (!isStopping) {
      await server.close();
      throw error;
    }
  }
  await server.closed;
}

try {
  await main();
} catch (error) {
  console.error(`demo backend: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
