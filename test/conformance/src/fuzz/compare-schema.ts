import { compileSchema, SchemaError, trustPatterns } from "@headgate/shared";

import { type Difference, oracles, type Verdict } from "./difference.ts";
import { askHyperjump, askLibrary, askZSchema } from "./oracles.ts";
import { randomSchema } from "./random-schema.ts";
import { randomValue } from "./random-value.ts";
import { createRandom } from "./random.ts";

const valuesOfEach = 6;

/** Makes the schema and the values of a seed, and gives what the oracles say otherwise than we do. */
export async function compareSchema(seed: number): Promise<Difference[]> {
  const random = createRandom(seed);
  const uri = `https://fuzz.example/s${seed}/root`;
  const schema = randomSchema(random, uri);
  const ours = compileOurs(schema);
  const { judge: hyperjump, forget } = await askHyperjump(schema, uri);
  const zSchema = askZSchema(schema);
  const differences: Difference[] = [];
  for (let index = 0; index < valuesOfEach; index += 1) {
    const value = randomValue(random);
    const verdict = ours.judge(value);
    const theirs = {
      hyperjump: hyperjump(value),
      "z-schema": zSchema(value),
      library: ours.library(value),
    };
    for (const oracle of oracles.filter((one) => theirs[one] !== verdict))
      differences.push({ oracle, seed, schema, value, ours: verdict, theirs });
  }
  forget();
  return differences;
}

interface Ours {
  judge: (value: unknown) => Verdict;
  library: (value: unknown) => Verdict;
}

/** Every schema of the fuzz is one, so that a refusal is a difference too. */
function compileOurs(schema: unknown): Ours {
  try {
    const options = { formats: "annotate", judgePattern: trustPatterns } as const;
    const { flat, check } = compileSchema(schema, options);
    return { judge: (value) => check(value).valid, library: askLibrary(flat) };
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return { judge: () => "refused", library: () => "throws" };
  }
}
