const limitMs = 300_000;

/**
 * What computes without end in workerd lets no test of its isolate time out, so that the run has an
 * end of its own. Vitest calls this in Node before the tests and what it returns after them.
 */
export function setup(): () => void {
  const timer = setTimeout(() => {
    console.error(
      `The tests are still running after ${limitMs / 1000} s: a schema or value hangs.`,
    );
    process.exit(1);
  }, limitMs);
  return () => clearTimeout(timer);
}
