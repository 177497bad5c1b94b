/** Resolves after so long, or as soon as `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  await new Promise((resolve) => over.addEventListener("abort", resolve, { once: true }));
}
