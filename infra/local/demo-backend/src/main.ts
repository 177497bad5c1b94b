import { createCogServer } from "./cog/server.ts";
import { readSettings } from "./settings.ts";
import { createUpscaler } from "./upscaler/create-upscaler.ts";

async function main(): Promise<void> {
  const { port, capacity, webhookAuthToken } = readSettings(process.argv.slice(2), process.env);
  const server = createCogServer({
    predictor: createUpscaler({ threads: capacity }),
    capacity,
    ...(webhookAuthToken === undefined ? {} : { webhookAuthToken }),
  });
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
