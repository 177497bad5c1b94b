/** Tells what a long step is, and when it is done how long it took. */
export async function step<Value>(title: string, work: () => Promise<Value>): Promise<Value> {
  const startedAt = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  … ${title}`);
  const value = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${process.stdout.isTTY ? "\r" : ""}  ✓ ${title} (${seconds} s)\n`);
  return value;
}
