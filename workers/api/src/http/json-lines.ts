/** A body of JSON Lines, of which each is made when somebody takes it. */
export function jsonLines(lines: AsyncGenerator<object>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const step: IteratorResult<object, unknown> = await lines.next();
      if (step.done === true) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(step.value)}\n`));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, { headers: { "content-type": "application/jsonl" } });
}
