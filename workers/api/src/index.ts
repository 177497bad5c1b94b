import { answer } from "./http/answer.ts";
import { createRouter } from "./http/router.ts";
import { operations } from "./routes/operations.ts";

const router = createRouter(operations);

export default {
  fetch: (request, env, ctx) => answer(router, request, { env, ctx }),
} satisfies ExportedHandler<Env>;
