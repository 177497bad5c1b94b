/** Resolves after so long, or as soon as `signal` aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => resolve();
  const cancel = after(ms, end);
  signal?.addEventListener("abort", end);
  await promise;
  cancel();
  signal?.removeEventListener("abort", end);
}

/** Does `act` after so long, unless what it gives is called before. */
export function after(ms: number, act: () => void): () => void {
  // oxlint-disable-next-line headgate/no-globals -- real waiting happens in this one place; what decides by time is given the time
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}
