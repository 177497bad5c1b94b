import { type Schema, Validator } from "@cfworker/json-schema";
import {
  registerSchema,
  type SchemaObject,
  unregisterSchema,
  validate,
} from "@hyperjump/json-schema/draft-2020-12";
import ZSchema from "z-schema";

import type { FlatSchema } from "@headgate/shared";

/** Says whether a value is accepted, or that it cannot say. */
export type Judge = (value: unknown) => boolean | "throws";

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** Hyperjump keeps schemas for the whole process: this one is there until `forget` is called. */
export async function askHyperjump(
  schema: unknown,
  uri: string,
): Promise<{ judge: Judge; forget: () => void }> {
  const forget = (): void => unregisterSchema(uri);
  try {
    registerSchema(structuredClone(schema) as SchemaObject, uri, dialect);
    const validator = await validate(uri);
    const judge = guard((value) => validator(value as Parameters<typeof validator>[0]).valid);
    return { judge, forget };
  } catch {
    return { judge: () => "throws", forget };
  }
}

export function askZSchema(schema: unknown): Judge {
  const validator = ZSchema.create({ safe: true, version: "draft2020-12" });
  const copy = structuredClone(schema) as Parameters<typeof validator.validate>[1];
  return guard((value) => validator.validate(value, copy).valid);
}

/** The library that we stand beside, on the flat form, because it knows no `$dynamicRef`. */
export function askLibrary(flat: FlatSchema): Judge {
  const validator = new Validator(structuredClone<Schema | boolean>(flat), "2020-12");
  return guard((value) => validator.validate(value).valid);
}

function guard(judge: (value: unknown) => boolean): Judge {
  return (value) => {
    try {
      return judge(value);
    } catch {
      return "throws";
    }
  };
}
