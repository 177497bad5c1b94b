export { PredictionStream } from "./prediction-stream.ts";

/** The object is reached through its binding: the Worker itself serves nothing. */
export default {
  fetch(): Response {
    return new Response(null, { status: 404 });
  },
} satisfies ExportedHandler<Env>;
