import { type Client, take } from "@headgate/e2e/system";
import { isTerminal, type Page, type Prediction } from "@headgate/shared";

import type { Witness } from "../callers/witness.ts";

/** Everything that was ever made, as the list shows it, which D1 answers. */
export async function listHistory(client: Client): Promise<Prediction[]> {
  const all: Prediction[] = [];
  let path: string | null = "/v1/predictions?page_size=50";
  while (path !== null) {
    const page: Page<Prediction> = await take(client({ method: "GET", path }));
    all.push(...page.items);
    path =
      page.next_cursor === null
        ? null
        : `/v1/predictions?page_size=50&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
  return all;
}

/** What history does not have yet as it should: each accepted prediction with the end that was seen, and nothing that has not ended. */
export function missingInHistory(witness: Witness, history: Prediction[]): string[] {
  const states = new Map(history.map(({ id, state }) => [id, state]));
  const missing = [...witness.accepted.keys()].filter((id) => {
    const end = witness.ends.get(id);
    return end !== undefined && states.get(id) !== end.prediction.state;
  });
  const unended = history.filter(({ state }) => !isTerminal(state));
  return [...missing, ...unended.map(({ id }) => id)];
}
