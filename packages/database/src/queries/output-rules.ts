import { and, eq } from "drizzle-orm";

import type { FlatSchema, PredictionTask, RoutingPolicy } from "@headgate/shared";

import type { Database } from "../database.ts";
import { flatSchemas, versionCards } from "../schema/index.ts";

/** What is to be done about outputs of a version. */
export interface OutputRules {
  routing: Partial<RoutingPolicy>;
  schemas: { task: PredictionTask; form: number; schema: FlatSchema }[];
}

/** Null: there is no version with this key. */
export async function findOutputRules(
  db: Database,
  versionKey: number,
): Promise<OutputRules | null> {
  const ofVersion = and(
    eq(flatSchemas.versionKey, versionKey),
    eq(flatSchemas.direction, "output"),
  );
  const { task, form, schema } = flatSchemas;
  const [cards, schemas] = await db.batch([
    db
      .select({ routing: versionCards.routing })
      .from(versionCards)
      .where(eq(versionCards.versionKey, versionKey)),
    db.select({ task, form, schema }).from(flatSchemas).where(ofVersion),
  ]);
  const [card] = cards;
  return card === undefined ? null : { routing: card.routing, schemas };
}
