import type { FlatSchema, FlatVersionSchema, TaskSchemas, VersionSchemas } from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import { loadFlatSchema } from "../versions/load-flat-schema.ts";

export type Task = keyof VersionSchemas;
export type Direction = keyof TaskSchemas;

export const tasks: readonly Task[] = ["prediction", "training"];
export const directions: readonly Direction[] = ["input", "output"];

/** A version's schemas as they can be compared; null for a task that it lacks. */
export type VersionFlats = Record<Task, Record<Direction, FlatSchema> | null>;

/** Those of a version that is stored, by its key. */
export async function loadVersionFlats(ctx: CompilingContext, key: number): Promise<VersionFlats> {
  const load = async (task: Task): Promise<VersionFlats[Task]> => {
    const input = await loadFlatSchema(ctx, key, { task, direction: "input" });
    const output = await loadFlatSchema(ctx, key, { task, direction: "output" });
    return input === null || output === null ? null : { input, output };
  };
  return { prediction: await load("prediction"), training: await load("training") };
}

/** Those that were just compiled. */
export function toVersionFlats(schemas: readonly FlatVersionSchema[]): VersionFlats {
  const find = (task: Task, direction: Direction): FlatSchema | null =>
    schemas.find((schema) => schema.task === task && schema.direction === direction)?.flat ?? null;
  const of = (task: Task): VersionFlats[Task] => {
    const [input, output] = [find(task, "input"), find(task, "output")];
    return input === null || output === null ? null : { input, output };
  };
  return { prediction: of("prediction"), training: of("training") };
}
