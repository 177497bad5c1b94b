import type { Validator } from "../create-validator.ts";
import type { Place } from "../flatten/place.ts";
import { addFault, type Survey } from "../flatten/survey-schema.ts";
import { type JsonObject, type Path, setOwn } from "../json/json.ts";

/** A value that a schema gives as one that it accepts. */
export interface Sample {
  /** Unlike any other sample's. */
  key: string;
  place: Place;
  /** `["default"]` or `["examples", 2]`: from the schema. */
  steps: Path;
  value: unknown;
}

/** Every `default` and each of the `examples` in the owner's document, wherever a schema stands. */
export function findSamples(survey: Survey): Sample[] {
  const samples: Sample[] = [];
  for (const place of survey.places.values()) {
    if (place.document.enteredBy !== null || typeof place.schema === "boolean") continue;
    for (const { steps, value } of samplesOf(place.schema)) {
      samples.push({ key: `<${samples.length}>`, place, steps, value });
    }
  }
  return samples;
}

function samplesOf(schema: JsonObject): { steps: Path; value: unknown }[] {
  const { examples } = schema;
  const found: { steps: Path; value: unknown }[] = [];
  if (Object.hasOwn(schema, "default")) {
    found.push({ steps: ["default"], value: schema["default"] });
  }
  if (!Array.isArray(examples)) return found;
  return [
    ...found,
    ...examples.map((value: unknown, index) => ({ steps: ["examples", index], value })),
  ];
}

/**
 * Faults: samples that their own schema refuses, after its defaults were filled in as at any check.
 * The validator is that of `flattenPlaces` for the samples' keys.
 */
export function checkSamples(survey: Survey, samples: Sample[], validator: Validator): void {
  const values: JsonObject = {};
  for (const { key, value } of samples) setOwn(values, key, value);
  const check = validator.check(values);
  if (check.valid) return;
  const byKey = new Map(samples.map((sample) => [sample.key, sample]));
  const reported = new Set<Sample>();
  for (const { path, message } of check.problems) {
    const sample = byKey.get(String(path[0]));
    if (sample === undefined) {
      addFault(survey, survey.root, `the defaults and examples together: ${message}`);
    } else if (!reported.has(sample)) {
      reported.add(sample);
      report(survey, sample, message);
    }
  }
}

/** The message calls the value by the sample's key. */
function report(survey: Survey, { key, place, steps }: Sample, message: string): void {
  const [keyword, index] = steps;
  const name = index === undefined ? keyword : `${keyword}[${index}]`;
  const at = { document: place.document, path: [...place.path, ...steps] };
  const told = message.replace(`\`${key}`, `\`${name}`);
  addFault(survey, at, `${told} (the schema breaks its own \`${keyword}\`)`);
}
