/** As tqdm writes it, where the end may be cut off: ` 43%|████▎     | 13/30 [00:02<00:03,  5.01it/s]`. */
const bar =
  /(?:^|[\r\n])[^\r\n%]{0,200}?([0-9]{1,3})%\|[^|\r\n]{0,200}\|\s{0,20}([0-9]{1,12})\/([0-9]{1,12})/g;

/** How far the latest progress bar in some logs has come, from 0 to 1; null where there is none. */
export function progressIn(logs: string): number | null {
  let fraction: number | null = null;
  for (const [, , done, total] of logs.matchAll(bar)) {
    if (Number(total) > 0) fraction = Math.min(Number(done) / Number(total), 1);
  }
  return fraction;
}
