import { canonicalText } from "../json/canonical-text.ts";
import { type Run, spend, spendOnWriting } from "./run.ts";

/** Whether two items are the same JSON value: 1 and 1.0 are, 1 and "1" are not. */
export function hasDuplicates(items: unknown[], run: Run): boolean {
  spend(run, items.length);
  const scalars = new Set<unknown>();
  const texts = new Set<string>();
  for (const item of items) {
    if (typeof item === "object" && item !== null) {
      const text = canonicalText(item);
      spendOnWriting(run, text.length);
      if (texts.size === texts.add(text).size) return true;
    } else if (scalars.size === scalars.add(item).size) {
      return true;
    }
  }
  return false;
}
