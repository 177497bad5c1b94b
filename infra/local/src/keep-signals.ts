const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Gives what `create` makes, without the signal listeners that it adds: Miniflare's end the process at once, before whoever started it
 * has stopped the rest.
 */
export function keepSignals<Made>(create: () => Made): Made {
  const own = signals.map((signal) => new Set(process.listeners(signal)));
  const made = create();
  signals.forEach((signal, at) => {
    for (const listener of process.listeners(signal)) {
      if (own[at]?.has(listener) === false) process.off(signal, listener);
    }
  });
  return made;
}

/** Calls `stop` at the first signal that asks this process to end. */
export function onSignal(stop: () => void): void {
  for (const signal of signals) process.on(signal, stop);
}
